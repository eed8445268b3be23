import { defineAdapter } from '../adapter.ts'
import { anytime, withinWindow } from '../provider/reply-window.ts'
import { checkWeibo } from './check.ts'
import { weiboConfig, type WeiboConfig } from './config.ts'
import { weiboDemo } from './demo.ts'
import { listenWeibo } from './listen.ts'
import { parseWeibo } from './parse.ts'
import { openWeiboMedia, weiboProfile } from './client.ts'
import { sendWeibo } from './send.ts'
import { handshake, verifyWeibo } from './verify.ts'
import { steps, words } from './words.ts'

const comments = { text: { n: 140, unit: 'halves' as const, parts: 1 }, attachments: { maxBytes: 0, maxCount: 0 } }
/** Weibo: private messages by the fan service (粉丝服务), comments and mentions by fetching. See docs/channels/weibo.md. */
export const weibo = defineAdapter<WeiboConfig>({
  kind: 'weibo',
  name: { en: 'Weibo', 'zh-CN': '微博' },
  lead: { en: 'Private messages, comments and mentions of a verified account.', 'zh-CN': '认证微博账号的私信、评论和 @ 提及。' },
  tier: 'experimental',
  mark: { icon: null, text: '博', color: '#d3212d' },
  steps,
  config: weiboConfig,
  capabilities: {
    // "Less than 300 Chinese characters".
    text: { n: 299, unit: 'halves', parts: 10 },
    attachments: { maxBytes: 5 * 1024 * 1024, maxCount: 9 },
    ...{ receipts: 'sent', typing: false, subject: false, starts: null, templates: false },
    surfaces: { comment: comments, mention: comments },
  },
  words,
  handshake,
  verify: verifyWeibo,
  // An empty answer means: nothing to say at once, and no need to send this again.
  acknowledgement: { type: 'text/plain', body: '' },
  parse: parseWeibo,
  externalId: () => null,
  ownHandles: ({ config }) => [{ kind: 'weibo', value: config.uid }],
  parts: 'split',
  send: sendWeibo,
  repeatable: () => false,
  quota: (window, surface, now) => (surface === 'message' ? withinWindow(window, { ms: 48 * 3_600_000 }, now) : anytime),
  openMedia: openWeiboMedia,
  profile: weiboProfile,
  listen: listenWeibo,
  check: checkWeibo,
  demo: weiboDemo,
})
