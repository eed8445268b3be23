import { defineAdapter, type Account, type Outbound, type SendResult } from '../adapter.ts'
import { copySecret, createApp, makeToken, subscribe } from '../meta/steps.ts'
import { pullAnswer } from '../meta/page-answers.ts'
import { pageCapabilities, pageChannel } from '../meta/page.ts'
import { post, profileOf, sendPrivately } from '../meta/page-send.ts'
import { check } from './check.ts'
import { messengerConfig, type MessengerConfig } from './config.ts'
import { demo } from './demo.ts'
import { feedItem } from './feed.ts'

const permissions = 'pages_messaging, pages_manage_metadata, pages_read_engagement, pages_read_user_content, pages_manage_engagement'
const fields = 'messages, message_echoes, message_deliveries, message_reads, message_reactions, message_edits, messaging_postbacks, messaging_referrals, feed, mention' // prettier-ignore

/** A Facebook Page: its private messages, the comments below its posts, and where others name it. */
export const messenger = defineAdapter<MessengerConfig>({
  kind: 'messenger',
  name: { en: 'Facebook Page', 'zh-CN': 'Facebook 主页' },
  lead: { en: 'Messenger, comments and mentions of a Page.', 'zh-CN': '主页的 Messenger 私信、评论和提及。' },
  tier: 'stable',
  mark: { icon: null, text: 'fb', color: '#1b5fc1' },
  steps: [
    createApp('Messenger'),
    makeToken({ en: 'the Page', 'zh-CN': '主页' }, permissions),
    copySecret,
    subscribe('Messenger → Settings', fields),
    {
      en: 'Add the Page there as a subscriber. To answer after a day, apply for the feature “Human Agent”.',
      'zh-CN': '在同一页为主页添加订阅。如需在一天后回复，请申请“Human Agent”功能。',
    },
  ],
  config: messengerConfig,
  capabilities: pageCapabilities(
    { n: 2_000, unit: 'chars', parts: 10 },
    { maxBytes: 25 * 1024 * 1024, maxCount: 10 },
    { n: 8_000, unit: 'chars', parts: 1 },
  ),
  ...pageChannel<MessengerConfig>(({ config }) => config.pageId, feedItem),
  pull: (account, _cursor, hint) => pullAnswer(account, account.config.pageId, hint),
  send,
  profile: (account, handle) => profileOf(account, handle, 'name'),
  check,
  demo,
})

/** Answers in kind: privately, or as a comment below what was written. */
function send(account: Account<MessengerConfig>, part: Outbound): Promise<SendResult> {
  if (part.thread.surface === 'message') return sendPrivately(account, part, 'upload')
  const [, below = ''] = part.thread.key.split(':')
  return post(account, `${encodeURIComponent(below)}/comments`, { message: part.text })
}
