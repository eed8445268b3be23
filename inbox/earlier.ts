import type pg from 'pg'
import type { Incoming } from './arrival.ts'
import type { Thread } from './place.ts'

/** Of a customer's conversations on a channel so many are looked through, the newest. */
const most = 50

/**
 * Names beside a conversation that is being opened the earlier one it seems to go on with, of the same customer on the same channel: by the
 * number another system gave the thread, else by the subject it answers. Neither is sure enough to join them.
 */
export async function nameEarlier(client: pg.ClientBase, openedBy: Map<Thread, Incoming>): Promise<void> {
  const asking = [...openedBy].filter(
    ([thread, { item }]) => thread.related_id === null && (item.thread.index ?? item.thread.answers) !== undefined,
  )
  if (asking.length === 0) return
  const { rows } = await client.query<{ openedId: string; id: string; subject: string | null; indexes: string[] }>({
    name: 'find-earlier',
    text: `SELECT o.id AS "openedId", c.id, c.subject,
                  ARRAY(SELECT ref FROM thread_refs r WHERE r.conversation_id = c.id AND r.ref = o.thread_index) AS indexes
             FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS o (id, channel_id, root_id, thread_index)
             CROSS JOIN LATERAL (
               SELECT v.id, v.subject, v.last_at FROM customers m JOIN conversations v ON v.customer_id = m.id
                WHERE m.root_id = o.root_id AND v.channel_id = o.channel_id ORDER BY v.last_at DESC LIMIT ${most}) c
            ORDER BY c.last_at DESC`,
    values: [
      asking.map(([thread]) => thread.id),
      asking.map(([thread]) => thread.channel_id),
      asking.map(([thread]) => thread.root_id),
      asking.map(([, { item }]) => item.thread.index ?? null),
    ],
  })
  for (const [thread, { item }] of asking) {
    const theirs = rows.filter(({ openedId }) => openedId === thread.id)
    const earlier = theirs.find(({ indexes }) => indexes.length > 0) ?? theirs.find(({ subject }) => isOn(subject, item.thread.answers))
    thread.related_id = earlier?.id ?? null
  }
}

/** Whether a conversation is on the subject an answer names; its own may be an answer's as well. */
function isOn(subject: string | null, answered: string | undefined): boolean {
  if (subject === null || answered === undefined) return false
  const [own, wanted] = [subject.trim().toLowerCase(), answered.trim().toLowerCase()]
  return own === wanted || (own.endsWith(wanted) && /^([\p{L}\d[\]]{1,8}\s*[:：]\s*)+$/u.test(own.slice(0, -wanted.length)))
}
