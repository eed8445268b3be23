import { defineAdapter } from '../adapter.ts'
import { aborted } from '../../server/within.ts'
import { checkSlack } from './check.ts'
import { slackConfig, type SlackConfig } from './config.ts'
import { demo } from './demo.ts'
import { openMedia, profile } from './media.ts'
import { parseSlack } from './parse.ts'
import { sendSlack } from './send.ts'
import { holdSocketMode } from './socket.ts'
import { handshake, verifySlack } from './verify.ts'
import { steps, words } from './words.ts'

/** Direct messages to a Slack app, and the threads of channels it is in. */
export const slack = defineAdapter<SlackConfig>({
  kind: 'slack',
  name: { en: 'Slack', 'zh-CN': 'Slack' },
  lead: { en: 'Direct messages to your Slack app, and channels it is in.', 'zh-CN': '发给 Slack 应用的私信，以及它所在频道的讨论。' },
  tier: 'stable',
  mark: { icon: null, text: 'S', color: '#611f69' },
  steps,
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
  listen: (account, ...how) => (account.config.mode === 'socket' ? holdSocketMode(account, ...how) : aborted(how[1])),
  check: checkSlack,
  demo,
})
