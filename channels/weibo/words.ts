import type { WordTable } from '../../contract/words.ts'
import { says } from '../provider/fields.ts'
import { codes, later, no } from '../provider/meanings.ts'

const step = (en: string, zh: string) => ({ en, 'zh-CN': zh })

/** What to do at Weibo. */
export const steps = [
  step('Have the account verified and open its fan service at fuwu.weibo.com.', '先完成微博认证，并在 fuwu.weibo.com 开通粉丝服务平台。'),
  step('Create a fan service app at open.weibo.com and note its App Secret.', '在 open.weibo.com 创建粉丝服务类应用，记下 App Secret。'),
  step(
    'Copy the access token from Advanced › Developer mode of the fan service.',
    '在粉丝服务平台“高级功能 › 开发者模式”复制 access_token。',
  ),
  step(
    'Save the channel; then give {webhook} as the URL there, with JSON as the format.',
    '保存渠道，再把 {webhook} 填为那里的 URL，格式选 JSON。',
  ),
  step('Ask for comments/to_me, comments/reply and statuses/mentions, if wanted.', '如需评论和 @ 提及，请申请 comments/to_me 等接口权限。'),
]

export const labels = {
  uid: says(
    'UID of the account',
    '微博账号 UID',
    'The digits in its page’s address: weibo.com/u/…',
    '账号主页地址 weibo.com/u/ 后面的数字。',
  ),
  appSecret: says('App Secret', '应用密钥（App Secret）', 'Weibo signs what it sends us with it.', '微博用它为推送给我们的消息签名。'),
  accessToken: says(
    'Access token',
    '访问令牌（access_token）',
    'Fan service › Advanced › Developer mode.',
    '粉丝服务平台 › 高级功能 › 开发者模式。',
  ),
  fetchPublic: says(
    'Fetch comments and mentions',
    '拉取评论和 @ 提及',
    'Once a minute. Needs permissions of its own.',
    '每分钟一次，需要相应的接口权限。',
  ),
}

/** From https://open.weibo.com/wiki/Error_code. */
export const meanings = new Map([
  ...codes('10001 10002 10003 10009 10010 10011', later('Weibo has trouble for now. Parley tries again.')),
  ...codes('10022 10023 10024 20016', later('Weibo asks us to slow down. Parley tries again in five minutes.', 300_000)),
  ...codes('10006 21301 21314 21315 21316 21317 21327 21332', no('Weibo refused the access token: it is wrong or too old. Get a new one.')),
  ...codes('10004 10005 10014', no('The app, or this server’s IP address, may not do this. Ask for it on Weibo’s developer pages.')),
  ...codes('20008 20012', no('Weibo refused this text as too long or empty. Change it and send again.')),
  ...codes('20017 20018 20019 20020 20021', no('Weibo refuses these words: said before, advertising or forbidden. Say it otherwise.')),
  ...codes('10013 20003 20101 20201', no('The person, post or comment is gone from Weibo, so it cannot be answered.')),
  ...codes('20206 20207', no('The author of the post does not let this account comment.')),
  ...codes('20034', no('Weibo has locked the account. Sign in there to unlock it.')),
])

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'Write the account’s UID: digits only.': '请填写账号的 UID（只含数字）。',
  'This is not a Weibo message. Look at “{}”.': '这不是微博消息，请查看“{}”。',
  'Somebody wants no more broadcasts; private messages go on.': '有人取消订阅群发，私信不受影响。',
  'A comment that names the account comes with the comments Parley fetches.': '提到账号的评论会随 Parley 拉取的评论一起到达。',
  'The account named itself in a post of its own.': '账号在自己的微博里提到了自己。',
  'The account commented without answering anybody.': '账号发表了评论，但没有回复任何人。',
  'Weibo has trouble for now. Parley tries again.': '微博服务暂时异常，Parley 会自动重试。',
  'Weibo asks us to slow down. Parley tries again in five minutes.': '微博限制了频率，Parley 会在五分钟后重试。',
  'Weibo refused the access token: it is wrong or too old. Get a new one.': '微博拒绝了访问令牌：可能填错或已过期，请重新获取。',
  'The app, or this server’s IP address, may not do this. Ask for it on Weibo’s developer pages.':
    '应用没有此接口权限，或本服务器的 IP 不在白名单内，请在微博开放平台申请。',
  'Weibo refused this text as too long or empty. Change it and send again.': '微博认为文字过长或为空，请修改后重发。',
  'Weibo refuses these words: said before, advertising or forbidden. Say it otherwise.': '微博不接受重复、广告或违规内容，请换一种说法。',
  'The person, post or comment is gone from Weibo, so it cannot be answered.': '对方账号、微博或评论已不存在，无法回复。',
  'The author of the post does not let this account comment.': '博主不允许本账号评论。',
  'Weibo has locked the account. Sign in there to unlock it.': '微博锁定了本账号，请登录微博解锁。',
  'Weibo lets the account write once the customer writes or follows.': '客户发来私信或关注账号后才能发送。',
  'Weibo takes texts and pictures only. Send a link to the file instead.': '微博只支持文字和图片，请改为发送文件链接。',
  'The API address does not answer like Weibo. Set it back to its default.': '接口地址的应答不像微博，请恢复默认值。',
  'Access token': '访问令牌',
  Comments: '评论',
  'Copy it again from the fan service’s developer mode.': '请从粉丝服务平台的开发者模式重新复制。',
  'The token belongs to the account {}.': '此令牌属于账号 {}。',
  'Enter that UID, or the token of your account.': '请填写该 UID，或换成您的账号的令牌。',
  'The token runs out within a week.': '令牌将在一周内失效。',
  'Weibo knows the account {} by it.': '微博认出了账号 {}。',
  'Comments and mentions can be read.': '可以读取评论和 @ 提及。',
  'Ask Weibo for the permission, or switch fetching off.': '请向微博申请权限，或关闭拉取。',
}

/** Written by Weibo where a picture, a voice or a place came without words. */
export const standIns = /^(分享图片|发了一张图片|发了一个图片消息|发了一个语音消息|发了一条语音|发送了一个位置)$/
