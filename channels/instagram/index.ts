import { defineAdapter, type Account, type Outbound, type SendResult } from '../adapter.ts'
import { copySecret, createApp, makeToken, subscribe } from '../meta/steps.ts'
import { pageCapabilities, pageChannel } from '../meta/page.ts'
import { post, profileOf, sendPrivately } from '../meta/page-send.ts'
import { check } from './check.ts'
import { instagramConfig, type InstagramConfig } from './config.ts'
import { demo } from './demo.ts'
import { publicItem } from './public.ts'
import { pull } from './pull.ts'

const permissions = 'instagram_basic, instagram_manage_messages, instagram_manage_comments, pages_manage_metadata, pages_read_engagement'
const fields = 'messages, message_reactions, message_edit, messaging_postbacks, messaging_referral, messaging_seen, comments, live_comments, mentions' // prettier-ignore

/** An Instagram professional account that is linked to a Page: its direct messages, comments below its posts, mentions. */
export const instagram = defineAdapter<InstagramConfig>({
  kind: 'instagram',
  name: { en: 'Instagram', 'zh-CN': 'Instagram' },
  lead: { en: 'Direct messages, comments and mentions.', 'zh-CN': '私信、评论和提及。' },
  tier: 'stable',
  mark: { icon: null, text: 'ig', color: '#b02a6f' },
  steps: [
    {
      en: 'Make the account a professional one, link it to a Page, and allow access to messages in its settings.',
      'zh-CN': '将账号设为专业账号并关联主页，在账号设置中允许访问消息。',
    },
    createApp('Messenger / Instagram'),
    makeToken({ en: 'the Page', 'zh-CN': '主页' }, permissions),
    copySecret,
    subscribe('Messenger → Instagram settings', fields),
  ],
  config: instagramConfig,
  capabilities: pageCapabilities(
    { n: 1_000, unit: 'bytes', parts: 10 },
    { maxBytes: 8 * 1024 * 1024, maxCount: 10 },
    { n: 300, unit: 'chars', parts: 3 },
  ),
  ...pageChannel<InstagramConfig>(({ config }) => config.accountId, publicItem),
  pull,
  send,
  profile: (account, handle) => profileOf(account, handle, 'name,username'),
  check,
  demo,
})

/** Answers in kind: privately, below the comment, or where somebody named us. */
function send(account: Account<InstagramConfig>, part: Outbound): Promise<SendResult> {
  if (part.thread.surface === 'message') return sendPrivately(account, part, 'link')
  const [surface, where = '', comment] = part.thread.key.split(':')
  if (surface === 'comment') return post(account, `${encodeURIComponent(where)}/replies`, { message: part.text })
  const place = { media_id: where, ...(comment ? { comment_id: comment } : {}) }
  return post(account, `${account.config.accountId}/mentions`, { ...place, message: part.text })
}
