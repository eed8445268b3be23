import type { WordTable } from '../../contract/words.ts'
import { closes, no, type Meaning } from '../provider/meanings.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'Copy the whole token BotFather gives, digits and colon included.': '请完整复制 BotFather 给出的令牌，包括数字和冒号。',
  'This is no update from Telegram: it has no update_id.': '这不是 Telegram 的更新：缺少 update_id。',
  'A message in a Telegram group or channel. Only private chats are answered.': 'Telegram 群或频道里的消息。这里只处理私聊。',
  'Something about the chat itself: {}.': '与聊天本身有关：{}。',
  'A live location moved on.': '实时位置有移动。',
  'Telegram does not know this bot token (any more). Enter the one @BotFather shows in the channel’s settings.':
    'Telegram 不认识（或已作废）这个机器人令牌。请在渠道设置中填写 @BotFather 显示的令牌。',
  'The customer has blocked the bot. You can write again once they open it again.': '客户屏蔽了机器人，等客户重新打开它后才能再发消息。',
  'The customer has deleted their Telegram account.': '客户已注销 Telegram 账号。',
  'Telegram lets a bot write only to those who wrote to it first.': 'Telegram 只允许机器人给先来联系的人发消息。',
  'The file is larger than Telegram takes from bots: 50 MB, pictures 10 MB.': '文件超过 Telegram 对机器人的上限：文件 50 MB，图片 10 MB。',
  'Telegram does not give us this bot’s messages: {}': '无法从 Telegram 取得这个机器人的消息：{}',
  Bot: '机器人',
  Delivery: '推送',
  'Signed in as @{}.': '已登录为 @{}。',
  'Telegram refused the bot token: {}': 'Telegram 拒绝了这个机器人令牌：{}',
  'Telegram does not give this file, which may be 20 MB at most: {}': 'Telegram 没有提供这个文件（机器人最多可取 20 MB）：{}',
  'Copy it again from @BotFather: /mybots, the bot, API Token.': '请向 @BotFather 发送 /mybots，选中机器人，重新复制 API Token。',
  'Telegram does not deliver this bot’s messages to Parley yet.': 'Telegram 还没有把这个机器人的消息推送到 Parley。',
  'Parley asks it to once the channel is active. If this stays, see the channel’s health, or choose polling.':
    '渠道启用后 Parley 会请求它推送。如果一直如此，请查看渠道状态，或改用轮询。',
  'Telegram delivers this bot’s messages to Parley.': 'Telegram 正把这个机器人的消息推送到 Parley。',
  'Telegram could not deliver, {} messages wait: {}': 'Telegram 推送失败，有 {} 条消息在等待：{}',
  'Make sure PUBLIC_URL leads to Parley over https with a valid certificate.': '请确认 PUBLIC_URL 能通过 https 访问 Parley，且证书有效。',
  'Parley fetches this bot’s messages.': 'Parley 正在拉取这个机器人的消息。',
}

/** What is done at Telegram before the settings are typed in. */
export const steps = [
  { en: 'In Telegram, write /newbot to @BotFather and name your bot.', 'zh-CN': '在 Telegram 里向 @BotFather 发送 /newbot 并命名。' },
  { en: 'Copy its token here. Parley has Telegram deliver to {webhook}.', 'zh-CN': '填入令牌；Parley 会让 Telegram 推送到 {webhook}。' },
  { en: 'Write to the bot yourself, then check the connection.', 'zh-CN': '自己给机器人发一条消息，然后检查连接。' },
]

/** By code and description, as Telegram words them today; first come, first served. */
export const meanings: [RegExp, Meaning][] = [
  [/^(401|404)/, no('Telegram does not know this bot token (any more). Enter the one @BotFather shows in the channel’s settings.')],
  [/blocked by the user/i, closes('The customer has blocked the bot. You can write again once they open it again.')],
  [/deactivated/i, closes('The customer has deleted their Telegram account.')],
  [/^403|chat not found|PEER_ID_INVALID/i, closes('Telegram lets a bot write only to those who wrote to it first.')],
  [/too (large|big)/i, no('The file is larger than Telegram takes from bots: 50 MB, pictures 10 MB.')],
]
