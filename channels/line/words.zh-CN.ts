import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'This is no webhook from LINE: it has no list of events.': '这不是 LINE 的推送：缺少事件列表。',
  'LINE tried whether the address answers.': 'LINE 测试了地址能否访问。',
  'Something in a LINE group. Only private chats are answered.': 'LINE 群里的内容。这里只处理私聊。',
  'LINE tells of something that needs no answer.': 'LINE 通知了一件无需处理的事。',
  'LINE does not have this file (any more).': 'LINE 上已没有这个文件。',
  'LINE answered {}.': 'LINE 返回 {}。',
  'LINE fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.':
    'LINE 需要从本服务器取文件，而本服务器没有公网 https 地址。请设置 PUBLIC_URL，或只发文字。',
  'LINE does not know this access token (any more). Issue a new one and enter it in the channel’s settings.':
    'LINE 不认识（或已作废）这个访问令牌。请重新签发并填入渠道设置。',
  'The LINE account’s plan does not allow this.': 'LINE 账号的套餐不允许此操作。',
  'This month’s messages of the LINE account are used up. Raise its plan, then send again.':
    'LINE 账号本月的消息额度已用完。请升级套餐后重发。',
  'LINE asks us to slow down; Parley tries again.': 'LINE 要求放慢速度，Parley 会重试。',
  'LINE does not know this person for this account.': '对这个账号来说，LINE 不认识此人。',
  'The customer has blocked the account. You can write again once they unblock it.': '客户屏蔽了账号，解除屏蔽后才能再发消息。',
  Account: '账号',
  Messages: '消息额度',
  'LINE refused the access token: {}': 'LINE 拒绝了访问令牌：{}',
  'Issue a new one in the LINE Developers Console.': '请在 LINE Developers Console 重新签发。',
  'In the LINE Developers Console, Messaging API: enter the callback address and switch “Use webhook” on.':
    '请在 LINE Developers Console 的 Messaging API 中填入回调地址，并打开“Use webhook”。',
  'LINE does not deliver to Parley.': 'LINE 没有推送到 Parley。',
  'LINE delivers to Parley.': 'LINE 正推送到 Parley。',
  'Delivery is switched off at LINE.': 'LINE 上的推送已关闭。',
  '{} of {} messages are left this month.': '本月还剩 {} 条（共 {} 条）。',
  'This month’s messages are used up.': '本月的消息额度已用完。',
  'Raise the account’s plan in the LINE Official Account Manager.': '请在 LINE 官方账号管理后台升级套餐。',
}
