import { defineAdapter } from '../adapter.ts'
import { fetchMedia } from '../provider/ask.ts'
import { anytime, withinWindow } from '../provider/reply-window.ts'
import { checkDouyin } from './check.ts'
import { douyinConfig, type DouyinConfig } from './config.ts'
import { douyinDemo } from './demo.ts'
import { parseDouyin } from './parse.ts'
import { renewDouyin } from './renew.ts'
import { sendDouyin } from './send.ts'
import { handshake, verifyDouyin } from './verify.ts'
import { steps, words } from './words.ts'

const afterMessage = { ms: 24 * 3_600_000, most: 6 }
const afterVisit = { ms: 30_000, most: 3 }

/** Douyin (抖音): private messages and comments of a business account. See docs/channels/douyin.md. */
export const douyin = defineAdapter<DouyinConfig>({
  kind: 'douyin',
  name: { en: 'Douyin', 'zh-CN': '抖音' },
  lead: { en: 'Private messages and video comments of a business account.', 'zh-CN': '抖音企业号的私信和视频评论。' },
  tier: 'experimental',
  mark: { icon: null, text: '抖', color: '#161823' },
  steps,
  config: douyinConfig,
  capabilities: {
    text: { n: 1_000, unit: 'characters', parts: 3 },
    attachments: { maxBytes: 10 * 1024 * 1024, maxCount: 3 },
    ...{ receipts: 'read', typing: false, subject: false, starts: null, templates: false },
    surfaces: { comment: { text: { n: 100, unit: 'characters', parts: 1 }, attachments: { maxBytes: 0, maxCount: 0 } } },
  },
  words,
  handshake,
  verify: verifyDouyin,
  parse: parseDouyin,
  externalId: () => null,
  ownHandles: ({ config }) => [{ kind: 'douyin', value: config.openId }],
  parts: 'split',
  send: sendDouyin,
  repeatable: () => false,
  quota: (window, surface, now) => {
    if (surface !== 'message') return anytime
    // Following lets nobody write: there is no message to answer.
    if (window.openedBy === 'follow') return withinWindow({ ...window, openedAt: null }, afterMessage, now)
    return withinWindow(window, window.openedBy?.startsWith('enter:') ? afterVisit : afterMessage, now)
  },
  openMedia: async (account, ref, maxBytes) => ({ stream: await fetchMedia(account, ref['url'] ?? '', maxBytes) }),
  renew: renewDouyin,
  check: checkDouyin,
  demo: douyinDemo,
})
