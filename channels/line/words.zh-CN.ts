import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'A channel secret is 32 letters a–f and digits: copy it from the tab “Basic settings”.':
    'Channel secret 由 32 位 a–f 字母和数字组成，请从“Basic settings”页复制。',
  'This is no webhook of LINE: it has no list named “events”.': '这不是 LINE 的回调：缺少“events”列表。',
  'LINE tried whether it reaches Parley.': 'LINE 在测试能否连到 Parley。',
  'It happened in a LINE group. Only private chats are answered.': '发生在 LINE 群组里，只回复私聊。',
  'Another program answers in this chat at the moment, as LINE says (standby).': 'LINE 表示该会话目前由其他程序回复（standby）。',
  'It tells of what was done around the chat, or of the account itself.': '说的是会话之外的操作，或账号本身。',
  'Another page of the menu was opened.': '打开了菜单的另一页。',
  'LINE answered {}.': 'LINE 返回 {}。',
  'LINE refused the channel access token. Issue it again at LINE and enter it in the channel’s settings.':
    'LINE 拒绝了频道访问令牌，请在 LINE 重新签发并填入渠道设置。',
  'LINE does not let this account send. Look at its plan and state in the LINE Official Account Manager.':
    'LINE 不允许该账号发送，请在 LINE Official Account Manager 查看套餐和状态。',
  'The messages of this month’s plan are used up. Raise the limit at LINE, or wait for the next month.':
    '本月套餐的消息已用完，请在 LINE 提高上限，或等到下个月。',
  'LINE does not deliver to this person: they left the account, or LINE.': 'LINE 不会送达此人：对方屏蔽了账号或已注销 LINE。',
  'LINE did not take the file’s address. PUBLIC_URL must be a public https address.':
    'LINE 不接受文件的地址，PUBLIC_URL 必须是公网 https 地址。',
  'The message is larger than LINE takes. Shorten it.': '消息超过 LINE 的大小上限，请缩短。',
  'LINE fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.':
    '文件由 LINE 来下载，而本服务器没有公网 https 地址。请设置 PUBLIC_URL，或只发送文字。',
  'This person blocked the account. You can write again once they unblock it or write.': '对方屏蔽了账号，解除屏蔽或来信后才能再次发送。',
  'The message names no address for this file.': '消息中没有这个文件的地址。',
  Account: '账号',
  'Signed in as {} ({}).': '已登录为 {}（{}）。',
  'LINE refused the channel access token.': 'LINE 拒绝了频道访问令牌。',
  'Issue it again on the tab “Messaging API”.': '请在“Messaging API”页重新签发。',
  'LINE answered {}: {}': 'LINE 返回 {}：{}',
  'Look at the account in the LINE Developers Console.': '请在 LINE Developers Console 查看该账号。',
  'LINE does not deliver to Parley.': 'LINE 没有推送到 Parley。',
  'On the tab “Messaging API”, set the callback address as the webhook URL.': '请在“Messaging API”页把回调地址填为 Webhook URL。',
  'The webhook is switched off at LINE.': 'LINE 上的 Webhook 已关闭。',
  'On the tab “Messaging API”, switch on “Use webhook”.': '请在“Messaging API”页打开“Use webhook”。',
  'LINE reaches Parley, and its signature fits the channel secret.': 'LINE 能连到 Parley，签名与频道密钥相符。',
  'LINE signs with another channel secret than the saved one.': 'LINE 签名所用的频道密钥与已保存的不同。',
  'Copy it from the tab “Basic settings” of this same channel, save, and check again.':
    '请从同一频道的“Basic settings”页复制，保存后重新检查。',
  'LINE tried to reach Parley and could not: {}': 'LINE 试图连接 Parley，但未成功：{}',
  'Make sure PUBLIC_URL leads to Parley over https with a valid certificate.': '请确认 PUBLIC_URL 能通过 https 访问 Parley，且证书有效。',
  Plan: '套餐',
  '{} of {} messages of this month are used.': '本月已用 {} 条，共 {} 条。',
  'All {} messages of this month are used, so answers are refused.': '本月的 {} 条消息已全部用完，回复会被拒绝。',
  'Raise the limit at LINE.': '请在 LINE 提高上限。',
}
