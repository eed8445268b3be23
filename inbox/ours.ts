import type { InboundItem, MaybeOurs } from '../channels/index.ts'
import { pool } from '../server/db.ts'

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

type Unsure = Extract<InboundItem, { maybe?: MaybeOurs }> & { maybe: MaybeOurs }
/** A message we sent, by an id it is known by. */
type Sent = { ref: string; messageId: string; externalId: string; conversationId: string }

/**
 * Looks up what items of a channel are about, where the channel could not tell: a notice about a message that went out on this channel is
 * that, one about anybody else's is the message it otherwise would be. Where a server gave a message of ours another id, answers that name it
 * find their conversation from then on.
 */
export async function resolveOurs(channelId: string, items: InboundItem[]): Promise<InboundItem[]> {
  const unsure = items.filter(isUnsure)
  if (unsure.length === 0) return items
  const sent = await findSent(channelId, unsure.flatMap(({ maybe }) => maybe.ids)) // prettier-ignore
  await keepNames(channelId, unsure, sent)
  return items.map((item) => (isUnsure(item) ? resolved(item, sent) : item))
}

const isUnsure = (item: InboundItem): item is Unsure => 'maybe' in item && item.maybe !== undefined

async function keepNames(channelId: string, unsure: Unsure[], sent: Map<string, Sent>): Promise<void> {
  const named = unsure.flatMap(({ maybe }) => {
    const message = messageIn(maybe, sent)
    return message && maybe.alsoKnownAs !== undefined ? [{ ref: maybe.alsoKnownAs, id: message.conversationId }] : []
  })
  if (named.length === 0) return
  await pool().query(
    `INSERT INTO thread_refs (channel_id, ref, conversation_id) SELECT $1, ref, id FROM unnest($2::text[], $3::uuid[]) AS n (ref, id)
     ON CONFLICT DO NOTHING`,
    [channelId, named.map(({ ref }) => ref), named.map(({ id }) => id)],
  )
}

const messageIn = ({ ids }: MaybeOurs, sent: Map<string, Sent>) => ids.map((id) => sent.get(id)).find((found) => found !== undefined)

function resolved({ maybe, ...item }: Unsure, sent: Map<string, Sent>): InboundItem {
  const message = messageIn(maybe, sent)
  if (!message) return maybe.otherwise
  if (item.type === 'bounce') return { ...item, externalId: message.externalId }
  return item.type === 'receipt' ? { ...item, for: { messageId: message.messageId } } : item
}

async function findSent(channelId: string, ids: string[]): Promise<Map<string, Sent>> {
  const { rows } = await pool().query<Sent>({
    name: 'find-sent',
    text: `WITH found AS (
             SELECT id, external_id AS ref FROM messages WHERE channel_id = $1 AND external_id = ANY ($2::text[])
             UNION SELECT message_id, ref FROM message_refs WHERE channel_id = $1 AND ref = ANY ($2::text[])
             UNION SELECT id, id::text FROM messages WHERE channel_id = $1 AND id = ANY ($3::uuid[]))
           SELECT f.ref, m.id AS "messageId", m.external_id AS "externalId", m.conversation_id AS "conversationId" FROM found f JOIN messages m USING (id)
            WHERE m.direction = 'out' AND m.external_id IS NOT NULL`,
    values: [channelId, ids, ids.filter((id) => uuid.test(id))],
  })
  return new Map(rows.map((row) => [row.ref, row]))
}
