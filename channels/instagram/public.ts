import * as z from 'zod'
import type { InboundItem } from '../adapter.ts'
import { nameOf, timeOf } from '../meta/graph.ts'
import { each, notKnown, type Change } from '../meta/webhook.ts'
import { answerField, answerItem, ownAnswer } from '../meta/page-answers.ts'
import type { Origin } from '../meta/page-entries.ts'
import { personOf } from '../meta/page-messages.ts'
import { ignored, plainMessage, postOf } from '../provider/reading.ts'

const digits = z.string().regex(/^\d{1,40}$/)
const text = z.string().optional().catch(undefined)

/** Of an advertisement its title comes along; of other posts nothing but their ids. */
const media = z.looseObject({ ad_title: text }).optional().catch(undefined)
const comment = z.looseObject({
  id: digits,
  text,
  from: z.looseObject({ id: digits, username: text }),
  parent_id: digits.optional(),
  media,
})
const mention = z.looseObject({ media_id: digits, comment_id: digits.optional() })

/** What `pull` made of a mention, as a change of a name of our own. */
export const fetchedField = 'parley_mention'
const fetched = z.looseObject({ media_id: digits, comment_id: digits.optional(), username: text, text, timestamp: text })
export type Fetched = z.infer<typeof fetched>

/** A comment below a post of ours, or where somebody names us (Instagram Platform, "Webhooks": `comments`, `live_comments`, `mentions`). */
export function publicItem({ field, value }: Change, { accountId, time }: Origin): InboundItem {
  switch (field) {
    case 'comments':
    case 'live_comments':
      return each(comment, value, field, (read) => commentItem(read, accountId, timeOf(time)))
    case 'mentions':
      return each(mention, value, field, ({ media_id: media, comment_id: id }) => ({
        type: 'pull',
        hint: { media, ...(id ? { comment: id } : {}) },
      }))
    case fetchedField:
      return each(fetched, value, field, (read) => mentionItem(read, accountId))
    case answerField:
      return answerItem(value, accountId)
    case 'story_insights':
      return ignored('Figures of a story.')
    default:
      return notKnown(field)
  }
}

function commentItem(
  { id: externalId, text: words = '', from, parent_id: parent, media: under }: z.infer<typeof comment>,
  accountId: string,
  sentAt: string,
): InboundItem {
  if (from.id === accountId) return ownAnswer(externalId, parent, words, sentAt)
  const top = parent ?? externalId
  const thread = {
    key: `comment:${top}:${from.id}`,
    refs: [...new Set([top, externalId])],
    surface: 'comment' as const,
    ...postOf({ text: under?.ad_title }),
  }
  return plainMessage({ externalId, thread, from: personOf(accountId, from.id, nameOf(from.username).name), text: words, sentAt })
}

/** A mention names its writer by user name only, and a private message by id only: for Parley these are two until somebody merges them. */
function mentionItem(
  { media_id: media, comment_id: id = '', username, text: words = '', timestamp }: Fetched,
  accountId: string,
): InboundItem {
  const externalId = `mention:${media}:${id}`
  const thread = { key: externalId, refs: [externalId], surface: 'mention' as const }
  const from = personOf(accountId, username ? `@${username}` : externalId, nameOf(username).name)
  return plainMessage({ externalId, thread, from, text: words, sentAt: timeOf(Date.parse(timestamp ?? '') || 0) })
}
