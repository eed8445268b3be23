import type { WordTable } from '../../contract/words.ts'
import type { InboundItem } from '../adapter.ts'
import { ignored } from '../provider/reading.ts'

/** What to do at Slack. */
export const steps = [
  {
    en: 'At api.slack.com/apps make an app with the bot scopes chat:write, files:read, files:write, im:history, reactions:read, users:read.',
    'zh-CN': '在 api.slack.com/apps 创建应用，添加 Bot 权限 chat:write、files:read、files:write、im:history、reactions:read、users:read。',
  },
  {
    en: 'Install it, and copy the bot token; from “Basic Information” the signing secret, or an app-level token with connections:write.',
    'zh-CN': '安装应用并复制 Bot Token；在“Basic Information”复制 Signing Secret，或生成带 connections:write 的 App-Level Token。',
  },
  {
    en: 'Under “Event Subscriptions” give {webhook} (or switch Socket Mode on), and add message.im, reaction_added and reaction_removed; for channels message.channels.',
    'zh-CN':
      '在“Event Subscriptions”填入 {webhook}（或开启 Socket Mode），订阅 message.im、reaction_added、reaction_removed；频道另需 message.channels。',
  },
]

const installAgain = 'Install the app again in Slack, enter the new bot token here and check the connection.'

/** Events about the app itself. https://docs.slack.dev/reference/events */
export const warnings: Record<string, InboundItem> = {
  app_rate_limited: ignored(
    'Slack holds back events of this app, for there were more than 30,000 in an hour; some messages do not arrive.',
    'Let the bot be in fewer channels of Slack, then check the connection.',
  ),
  tokens_revoked: ignored('Slack revoked a token of this app.', installAgain),
  app_uninstalled: ignored('The app was removed from the Slack workspace.', installAgain),
}

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'Install the app again in Slack, enter the new bot token here and check the connection.':
    '请在 Slack 中重新安装应用，在这里填写新的 Bot token，然后检查连接。',
  'Slack holds back events of this app, for there were more than 30,000 in an hour; some messages do not arrive.':
    '一小时内事件超过 30,000 个，Slack 限制了推送，部分消息不会送达。',
  'Let the bot be in fewer channels of Slack, then check the connection.': '请让机器人少加入一些 Slack 频道，然后检查连接。',
  'Slack revoked a token of this app.': 'Slack 撤销了该应用的令牌。',
  'The app was removed from the Slack workspace.': '该应用已从 Slack 工作区移除。',
  'A bot token begins with xoxb-.': 'Bot Token 以 xoxb- 开头。',
  'An app-level token begins with xapp-.': 'App-Level Token 以 xapp- 开头。',
  'The Events API needs the signing secret.': '使用 Events API 需要填写签名密钥。',
  'Socket Mode needs an app-level token.': '使用 Socket Mode 需要填写应用级令牌。',
  'This is no event of Slack’s: it has no type.': '这不是 Slack 的事件：缺少 type。',
  'Bot token': '机器人令牌',
  Scopes: '权限范围',
  'Socket Mode': 'Socket Mode 连接',
  'Slack refused the bot token: {}': 'Slack 拒绝了机器人令牌：{}',
  'Install the app again, and copy the token then shown.': '请重新安装应用，并复制随后显示的令牌。',
  'Signed in to “{}” as {}.': '已登录“{}”，身份为 {}。',
  'The app has the scopes it needs.': '应用具备所需的权限。',
  'The app lacks {}.': '应用缺少权限 {}。',
  'Add them under “OAuth & Permissions”, and install the app again.': '请在“OAuth & Permissions”中添加，然后重新安装应用。',
  'Slack opens connections for this app.': 'Slack 允许该应用建立连接。',
  'Slack refused the app-level token: {}': 'Slack 拒绝了应用级令牌：{}',
  'Make one with connections:write, and switch Socket Mode on.': '请生成带 connections:write 权限的令牌，并开启 Socket Mode。',
  'Slack’s Socket Mode cannot be opened: {}': '无法建立 Slack 的 Socket Mode 连接：{}',
  'Slack had trouble and cannot say whether the message arrived. Look there, then send again or mark it as arrived.':
    'Slack 出了故障，无法确认消息是否送达。请在 Slack 查看，再重新发送或标记为已送达。',
  'Slack refused this message: {}.': 'Slack 拒绝了这条消息：{}。',
  'The bot cannot see this Slack conversation (any more). Invite it there again.': '机器人看不到这个 Slack 会话，请重新邀请它。',
  'The bot is not in this Slack channel. Type /invite and its name there, then send again.':
    '机器人不在这个 Slack 频道。请在频道输入 /invite 加它的名字，然后重新发送。',
  'This Slack channel is archived. Open it again in Slack to write there.': '这个 Slack 频道已归档，请先在 Slack 恢复。',
  'The message this answers was deleted in Slack.': '所回复的消息已在 Slack 被删除。',
  'Slack refused the bot token. Install the app again and enter the new token.': 'Slack 拒绝了机器人令牌。请重新安装应用并填写新令牌。',
  'The app may not do this in Slack. Add the missing scope and install it again.': '应用在 Slack 没有此权限。请添加权限并重新安装。',
  'An admin of the Slack workspace does not allow the app to write here.': 'Slack 工作区管理员不允许应用在此发言。',
  'Slack asks us to slow down; Parley tries again.': 'Slack 要求放慢速度，Parley 会自动重试。',
  'Slack has trouble; Parley tries again.': 'Slack 出了故障，Parley 会自动重试。',
  'Slack did not take the file ({}).': 'Slack 没有接收文件（{}）。',
  'Slack does not give this file: {}.': '无法从 Slack 获取文件：{}。',
  'nothing to take in: {}': '无需接收：{}',
  'written by an app': '由应用发布',
  'only its preview changed': '只有链接预览变化',
}
