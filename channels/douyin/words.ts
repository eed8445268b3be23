import type { WordTable } from '../../contract/words.ts'
import { says } from '../provider/fields.ts'
import { closes, codes, later, no, usesUp } from '../provider/meanings.ts'

const step = (en: string, zh: string) => ({ en, 'zh-CN': zh })

/** What to do at Douyin. */
export const steps = [
  step(
    'Create a website app at developer.open-douyin.com and ask for im.direct_message, item.comment and renew_refresh_token.',
    '在 developer.open-douyin.com 创建网站应用，申请 im.direct_message、item.comment、renew_refresh_token 等权限。',
  ),
  step(
    'Let the account authorise the app (OAuth); note its open_id and refresh token.',
    '让抖音账号扫码授权，记下 open_id 和 refresh_token。',
  ),
  step(
    'Save the channel here, then enter {webhook} as the Webhooks address of the app.',
    '在这里保存渠道，再把 {webhook} 填为应用的 Webhooks 回调地址。',
  ),
  step(
    'Subscribe to im_receive_msg, im_send_msg, im_enter_direct_msg, im_recall_msg, im_message_read and item_comment_reply.',
    '订阅 im_receive_msg、im_send_msg、im_enter_direct_msg、im_recall_msg、im_message_read、item_comment_reply 事件。',
  ),
]

export const labels = {
  clientKey: says('Client Key', '应用 Client Key', 'From the app’s page.', '见应用详情页。'),
  clientSecret: says('Client Secret', '应用密钥（Client Secret）', 'Douyin signs what it sends us with it.', '抖音用它为推送签名。'),
  openId: says('open_id of the account', '账号的 open_id', 'Comes with its authorisation.', '授权后得到。'),
  refreshToken: says(
    'Refresh token',
    '刷新令牌（refresh_token）',
    'Comes with the authorisation. Parley renews it as long as Douyin does.',
    '授权后得到，Parley 会在抖音允许的次数内自动续期。',
  ),
}

/** The access token has run out or is wrong; nothing was done. */
export const staleCodes = ['10008', '2190008', '28001008', '2190002', '28001003']

/** Refusals in words, from the status codes of developer.open-douyin.com, the new ones (28…) and those before (2…). */
export const reasons = new Map([
  ...codes('28001005 28001006 2100004 28001052', later('Douyin has trouble for now. Parley tries again.')),
  ...codes('28003018', later('Douyin asks us to slow down. Parley tries again in a minute.', 60_000)),
  ...codes('28003017 2190001', closes('Douyin takes no more messages for now. You can write again once the customer does.')),
  ...codes(
    `${staleCodes.join(' ')} 10010 10020 28001015`,
    no('Douyin refused the authorisation: it is wrong or has run out. Authorise again.'),
  ),
  ...codes('10003 10013', no('Douyin does not know this Client Key, or the secret does not fit it. Check the channel’s settings.')),
  ...codes('28001012 28001014 28001018 28001042 2190004 2100007', no('The app may not do this. Ask Douyin for it, then authorise again.')),
  ...codes('28001016 28001019 28001056', no('Douyin has blocked or ended this ability of the app. See its notice on the developer pages.')),
  ...codes('28001045 28001046 28001047 2100009', no('This account is closed, blocked or private on Douyin.')),
  ...codes('28001007 2100005 10002', no('Douyin did not take this message as it is. Change it and send again.')),
  ...codes('28003070', usesUp('Six messages were sent since the customer last wrote. They must write again first.')),
  ...codes('28003080 28003081', closes('The time to answer is over. You can write again once the customer does.')),
  ...codes('28003082', closes('Douyin does not know the message this answers (any more). The customer must write again first.')),
  ...codes(
    '28003095 28003101',
    closes('The customer does not take messages of this account: they blocked it, or allow none from strangers.'),
  ),
  ...codes('28029003 28029004', no('Douyin finds these words or this picture unsafe and does not send them. Change them and send again.')),
  ...codes('28001038', no('Douyin does not take this picture. Send it in another format or size.')),
  ...codes('2190015', no('The account has not given the app this permission. Authorise again and allow it.')),
  ...codes('no_data', no('The API address does not answer like Douyin. Set it back to its default.')),
])

export const again = 'Have the account authorise the app again and enter the new refresh token.'

/** The day alone, so that it reads the same at every look. */
export const endsWords = (end: Date) => `The authorisation ends on ${end.toISOString().slice(0, 10)}, and Douyin does not renew it.`

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'This is not a Douyin event: it has no name.': '这不是抖音事件：缺少事件名。',
  'A message in a group; Parley takes private ones.': '群消息；Parley 只接收私信。',
  'A comment of the account’s own.': '账号自己的评论。',
  'The account authorised the app.': '账号已授权应用。',
  'The account withdrew its authorisation.': '账号取消了授权。',
  'Six messages were sent since the customer last wrote. They must write again first.':
    '自客户上次发消息后已发满 6 条，需等客户再次发来消息。',
  'Douyin does not know the message this answers (any more). The customer must write again first.':
    '抖音找不到所回复的消息（或已失效），需等客户再次发来消息。',
  'The customer does not take messages of this account: they blocked it, or allow none from strangers.':
    '客户不接收该账号的私信：可能已拉黑，或不允许陌生人发消息。',
  'Douyin finds these words or this picture unsafe and does not send them. Change them and send again.':
    '抖音认为文字或图片不安全，没有发送。请修改后重发。',
  'Douyin does not take this picture. Send it in another format or size.': '抖音不接受这张图片，请更换格式或尺寸。',
  'The account has not given the app this permission. Authorise again and allow it.': '账号没有授予应用此权限，请重新授权并勾选。',
  'The account itself read the conversation.': '账号自己读了会话。',
  'Douyin has trouble for now. Parley tries again.': '抖音服务暂时异常，Parley 会自动重试。',
  'Douyin asks us to slow down. Parley tries again in a minute.': '抖音限制了频率，Parley 会在一分钟后重试。',
  'Douyin takes no more messages for now. You can write again once the customer does.':
    '抖音暂不接受更多消息，客户再次发来消息后才能回复。',
  'Douyin refused the authorisation: it is wrong or has run out. Authorise again.': '抖音拒绝了授权：可能填错或已过期，请重新授权。',
  'Douyin does not know this Client Key, or the secret does not fit it. Check the channel’s settings.':
    'Client Key 不存在，或密钥不匹配，请检查渠道设置。',
  'Douyin has blocked or ended this ability of the app. See its notice on the developer pages.':
    '应用的此项能力已被封禁或下线，请查看抖音开放平台的通知。',
  'This account is closed, blocked or private on Douyin.': '对方的抖音账号已注销、被封禁或设为私密。',
  'Douyin did not take this message as it is. Change it and send again.': '抖音不接受这条消息的内容，请修改后重发。',
  'Douyin takes no links to the web. Leave them out.': '抖音私信和评论不允许带网页链接，请删除链接。',
  'Douyin takes answers only, and there is no message to answer.': '抖音只允许回复，当前没有可回复的消息。',
  'The API address does not answer like Douyin. Set it back to its default.': '接口地址的应答不像抖音，请恢复默认值。',
  'Douyin takes texts and PNG, JPEG, BMP or WebP pictures only.': '抖音只支持文字和图片（PNG、JPEG、BMP、WebP）。',
  'The app may not do this. Ask Douyin for it, then authorise again.': '应用或账号没有此权限，请向抖音申请后重新授权。',
  Authorisation: '授权',
  'Have the account authorise the app again and enter the new refresh token.': '请让账号重新授权，并填写新的 refresh_token。',
  'It belongs to the account {}.': '此授权属于账号 {}。',
  'Enter that open_id, or authorise with your account.': '请填写该 open_id，或用您的账号授权。',
  'The authorisation ends on {}, and Douyin does not renew it.': '授权将于 {} 到期，抖音不再续期。',
  'The account lets the app do this: {}.': '账号已授权以下能力：{}。',
}
