import pg from 'pg'
import type { Peer } from './peer.ts'

export type Row = { id: string; direction: string; status: string; reason: string | null; text: string; channel_kind: string }

/** Everything that came of the chaos, read straight from the database. */
export async function readOutcome(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const ask = async <R>(text: string): Promise<R[]> => (await client.query(text)).rows as R[]
  try {
    return {
      messages: await ask<Row>(
        `SELECT m.id, m.direction, m.status, m.reason, trim(m.text) AS text, c.channel_kind FROM messages m JOIN conversations c ON c.id = m.conversation_id WHERE m.kind = 'text'`,
      ),
      raws: await ask<{ status: string; n: number }>('SELECT status, count(*)::int AS n FROM raw_events GROUP BY 1'),
      threads: await ask<{ channel_kind: string; n: number }>('SELECT channel_kind, count(*)::int AS n FROM conversations GROUP BY 1'),
      /** Messages whose newest event tells another state than their row, or that no event tells of, or whose arrival is told twice. */
      untold: await ask<{ id: string }>(
        `SELECT m.id FROM messages m LEFT JOIN LATERAL (
           SELECT count(*) FILTER (WHERE name = 'message.received') AS arrivals,
                  (array_agg(data->'message'->>'status' ORDER BY (data->'message'->>'version')::int DESC))[1] AS status
             FROM events WHERE name LIKE 'message.%' AND data->'message'->>'id' = m.id::text) AS told ON true
         WHERE told.status IS DISTINCT FROM m.status OR told.arrivals <> (m.direction = 'in')::int`,
      ),
      miscounted: await ask<{ assignee_id: string }>(
        `SELECT assignee_id FROM (
           SELECT assignee_id, n FROM open_counts UNION ALL SELECT assignee_id, -1 FROM conversations WHERE status = 'open') AS all_counts
         GROUP BY 1 HAVING sum(n) <> 0`,
      ),
    }
  } finally {
    await client.end()
  }
}
export type Outcome = Awaited<ReturnType<typeof readOutcome>>

/** What is still on its way in or out, in words for whoever reads why it is. */
export async function unsettled(databaseUrl: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl })
  await client.connect()
  const { rows } = await client
    .query<{ what: string }>(
      `SELECT 'raw event ' || id || ' of ' || received_at AS what FROM raw_events WHERE status = 'pending'
       UNION ALL SELECT concat_ws(' ', 'message', m.id, m.status, 'after', m.attempts, 'tries, due in', extract(epoch FROM m.due_at - now())::int, 's, sent by',
                        m.sending_by, CASE WHEN l.until > now() THEN '(alive)' ELSE '(gone)' END, m.reason)
         FROM messages m LEFT JOIN leases l ON l.name = 'process/' || m.sending_by WHERE m.status IN ('queued', 'sending') LIMIT 100`,
    )
    .finally(() => client.end())
  return rows.map(({ what }) => what)
}

/** What is wrong with the inputs: lost or doubled, by text. */
export function wrongInputs({ messages }: Outcome, acknowledged: Set<string>): string[] {
  const times = tally(messages.filter((row) => row.direction === 'in').map((row) => row.text))
  const wrong = [...acknowledged].filter((text) => times.get(text) !== 1).map((text) => `${text}: ${times.get(text) ?? 0} times`)
  const unasked = [...times.keys()].filter((text) => !acknowledged.has(text)).map((text) => `${text}: never acknowledged`)
  return [...wrong, ...unasked]
}

/** What is wrong with the answers: a status that does not fit what the peer truly has. */
export function wrongReplies({ messages }: Outcome, replies: Set<string>, peer: Peer): string[] {
  const rows = new Map(messages.filter((row) => row.direction === 'out').map((row) => [row.id, row]))
  const wrong = [...replies].flatMap((id) => {
    const row = rows.get(id)
    if (!row) return [`${id}: acknowledged and lost`]
    const kept = row.channel_kind === 'email' ? (peer.accepted.get(id) ?? 0) : Number(row.status === 'sent')
    const fits = { sent: kept === 1, unknown: kept <= 1 && row.reason !== null, failed: kept === 0 && row.reason !== null }[row.status]
    return fits ? [] : [`${id}: ${row.status} (${row.reason}), the peer has it ${kept} times`]
  })
  const unasked = [...rows.keys()].filter((id) => !replies.has(id)).map((id) => `${id}: nobody asked for it`)
  return [...wrong, ...unasked]
}

export function tally(items: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1)
  return counts
}
