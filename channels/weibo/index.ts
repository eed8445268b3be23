import { defineAdapter } from '../adapter.ts'
import { anytime, withinWindow } from '../reply-window.ts'
import { checkWeibo } from './check.ts'
import { weiboConfig, type WeiboConfig } from './config.ts'
import { weiboDemo } from './demo.ts'
import { listenWeibo } from './listen.ts'
import { parseWeibo } from './parse.ts'
import { openWeiboMedia, weiboProfile } from './profile.ts'
import { sendWeibo } from './send.ts'
import { handshake, verifyWeibo } from './verify.ts'
import { words } from './words.zh-CN.ts'

const step = (en: string, zh: string) => ({ en, 'zh-CN': zh })
const comments = { text: { n: 140, unit: 'halves' as const, parts: 1 }, attachments: { maxBytes: 0, maxCount: 0 } }

/** Weibo: private messages by the fan service (粉丝服务), comments and mentions by fetching. See docs/channels/weibo.md. */
export const weibo = defineAdapter<WeiboConfig>({
  kind: 'weibo',
  name: { en: 'Weibo', 'zh-CN': '微博' },
  lead: { en: 'Private messages, comments and mentions of a verified account.', 'zh-CN': '认证微博账号的私信、评论和 @ 提及。' },
  tier: 'experimental',
  mark: { icon: null, text: '微', color: '#d3212d' },
  steps: [
    step('Have the account verified and open its fan service at fuwu.weibo.com.', '先完成微博认证，并在 fuwu.weibo.com 开通粉丝服务平台。'),
    step('Create a fan service app at open.weibo.com and note its App Secret.', '在 open.weibo.com 创建粉丝服务类应用，记下 App Secret。'),
    step(
      'Copy the access token from Advanced › Developer mode of the fan service.',
      '在粉丝服务平台“高级功能 › 开发者模式”复制 access_token。',
    ),
    step(
      'Save the channel; then give {webhook} as the URL there, with JSON as the format.',
      '保存渠道，再把 {webhook} 填为那里的 URL，格式选 JSON。',
    ),
    step(
      'Ask for comments/to_me, comments/reply and statuses/mentions, if wanted.',
      '如需评论和 @ 提及，请申请 comments/to_me 等接口权限。',
    ),
  ],
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
  ownHandle: ({ config }) => ({ kind: 'weibo', value: config.uid }),
  parts: 'split',
  send: sendWeibo,
  repeatable: () => false,
  // As many private messages as one likes for 48 hours after the person's act; comments always.
  quota: (window, surface, now) => (surface === 'message' ? withinWindow(window, { ms: 48 * 3_600_000 }, now) : anytime),
  openMedia: openWeiboMedia,
  profile: weiboProfile,
  listen: listenWeibo,
  check: checkWeibo,
  demo: weiboDemo,
})
