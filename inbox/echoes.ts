import type pg from 'pg'
import type { ArrivedEcho } from './arrival.ts'
import type { Placed } from './place.ts'

type Echo = Placed & { item: ArrivedEcho }

/** How long after it went out a message of ours is known by its words alone. */
const youngFor = '10 minutes'

/**
 * Takes out of a batch the echoes of what Parley itself sent, which it learns the provider's id of; what is left was written elsewhere.
 * The threads are locked, so a message that is being sent just now is either known by its id already, or only here. `arrived`: the ids of
 * messages nobody could tell of, which did arrive.
 */
export async function ownEchoes(client: pg.PoolClient, placed: Placed[]): Promise<{ others: Placed[]; arrived: string[] }> {
  const echoes = placed.filter((one): one is Echo => one.item.type === 'echo' && !one.thread.isNew)
  const own = new Set<Placed>()
  const arrived: string[] = []
  for (const echo of echoes) {
    const found = (await byId(client, echo)) ?? (await byWords(client, echo))
    if (!found) continue
    own.add(echo)
    if (await learn(client, echo, found)) arrived.push(found)
  }
  return { others: own.size > 0 ? placed.filter((one) => !own.has(one)) : placed, arrived }
}

async function byId(client: pg.PoolClient, { arrival, item }: Echo): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>({
    name: 'echo-by-id',
    text: `SELECT message_id AS id FROM message_refs WHERE channel_id = $1 AND ref = $2
           UNION ALL SELECT id FROM messages WHERE channel_id = $1 AND external_id = $2 LIMIT 1`,
    values: [arrival.channelId, item.externalId],
  })
  return rows[0]?.id
}

/** A message of ours in this thread, on its way or just sent, with these words (or this as a part of it), of which we lack an id. */
async function byWords(client: pg.PoolClient, { item, thread }: Echo): Promise<string | undefined> {
  const { rows } = await client.query<{ id: string }>({
    name: 'echo-by-words',
    text: `SELECT m.id FROM messages m
            WHERE m.conversation_id = $1 AND m.position > $2 - 100 AND m.direction = 'out' AND m.status IN ('sending', 'sent', 'unknown')
              AND greatest(m.sent_at, m.due_at) > now() - interval '${youngFor}' AND (m.external_id IS NULL OR m.parts > 1)
              AND (SELECT count(*) FROM message_refs r WHERE r.message_id = m.id) < m.parts
              AND (btrim(m.text, E' \\n\\r\\t') = btrim($3, E' \\n\\r\\t') OR m.parts > 1 AND CASE WHEN $3 = '' THEN EXISTS (SELECT 1 FROM attachments a WHERE a.message_id = m.id) ELSE position($3 IN m.text) > 0 END)
            ORDER BY m.position LIMIT 1`,
    values: [thread.id, thread.position, item.text],
  })
  return rows[0]?.id
}

/** Keeps the id. A message nobody could tell of did arrive: the echo says so. One that is being sent is its sender's to settle. */
async function learn(client: pg.PoolClient, { arrival, item }: Echo, messageId: string): Promise<boolean> {
  await client.query('INSERT INTO message_refs (channel_id, ref, message_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
    arrival.channelId,
    item.externalId,
    messageId,
  ])
  const { rowCount } = await client.query(
    `UPDATE messages SET status = 'sent', reason = NULL, parts_sent = parts, version = version + 1
      WHERE id = $1 AND status = 'unknown' AND (SELECT count(*) FROM message_refs WHERE message_id = $1) >= parts`,
    [messageId],
  )
  return rowCount === 1
}
