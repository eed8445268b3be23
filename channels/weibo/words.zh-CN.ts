import type { WordTable } from '../../contract/words.ts'

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
  'Weibo refused the access token: it is wrong, withdrawn or too old. Get a new one.':
    '微博拒绝了访问令牌：可能填错、被取消或已过期，请重新获取。',
  'The app may not do this. Ask for the permission on Weibo’s developer pages.': '应用没有此接口权限，请在微博开放平台申请。',
  'Weibo does not let this server’s address in. Add it to the app’s list of IP addresses.':
    '微博不接受本服务器的 IP，请加入应用的 IP 白名单。',
  'Weibo refused this text as too long or empty. Change it and send again.': '微博认为文字过长或为空，请修改后重发。',
  'Weibo refuses words it has just had. Say it otherwise.': '微博不接受刚刚发过的相同内容，请换一种说法。',
  'Weibo refuses these words as advertising or forbidden. Say it otherwise.': '微博认为内容是广告或违规，请换一种说法。',
  'Weibo knows this person’s account no more.': '此人的微博账号已不存在。',
  'The post or comment is gone, so it cannot be answered.': '这条微博或评论已被删除，无法回复。',
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
  'The token ends in {} days.': '令牌将在 {} 天后失效。',
  'Weibo knows the account {} by it.': '微博认出了账号 {}。',
  'Comments and mentions can be read.': '可以读取评论和 @ 提及。',
  'Ask Weibo for the permission, or switch fetching off.': '请向微博申请权限，或关闭拉取。',
  'Weibo did not say where this file lies.': '微博没有给出文件的位置。',
}
