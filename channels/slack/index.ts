import { defineAdapter } from '../adapter.ts'
import { aborted } from '../provider/hold.ts'
import { isPractice } from '../provider/peers.ts'
import { holdSocketMode } from '../provider/slack-socket.ts'
import { checkSlack } from './check.ts'
import { slackConfig, type SlackConfig } from './config.ts'
import { demo } from './demo.ts'
import { openMedia, profile } from './media.ts'
import { parseSlack } from './parse.ts'
import { sendSlack } from './send.ts'
import { handshake, toStore, verifySlack } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** Direct messages to a Slack app, and the threads of channels it is in. */
export const slack = defineAdapter<SlackConfig>({
  kind: 'slack',
  name: { en: 'Slack', 'zh-CN': 'Slack' },
  lead: { en: 'Direct messages to your Slack app, and channels it is in.', 'zh-CN': '发给 Slack 应用的私信，以及它所在频道的讨论。' },
  tier: 'stable',
  mark: { icon: null, text: 'S', color: '#611f69' },
  steps: [
    {
      en: 'At api.slack.com/apps make an app with the bot scopes chat:write, files:read, files:write, im:history, reactions:read, users:read.',
      'zh-CN':
        '在 api.slack.com/apps 创建应用，添加 Bot 权限 chat:write、files:read、files:write、im:history、reactions:read、users:read。',
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
  ],
  words,
  config: slackConfig,
  capabilities: {
    text: { n: 4000, unit: 'chars', parts: 10 },
    attachments: { maxBytes: 25 * 1024 * 1024, maxCount: 10 },
    ...{ receipts: 'sent', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
  },
  handshake,
  verify: verifySlack,
  parse: parseSlack,
  externalId: () => null,
  parts: 'split',
  send: sendSlack,
  repeatable: () => false,
  pace: () => ({ n: 4, ms: 1000 }),
  openMedia,
  profile,
  listen: (account, sink, signal) =>
    account.config.mode === 'events' || isPractice(account.config.apiUrl)
      ? aborted(signal)
      : holdSocketMode(account, sink, signal, (body) => sink.store(toStore(body))),
  check: checkSlack,
  demo,
})
