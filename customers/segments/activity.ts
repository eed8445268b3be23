import type { SqlTx } from '../../server/db.ts'

/** One message of a conversation that was `customerId`'s then; `incoming`: the customer wrote it. */
export type Said = { customerId: string; conversationId: string; position: number; incoming: boolean; auto: boolean; at: string }

/** Adds messages to what their customers did. An answer ends a wait that began with the first unanswered message of the customer. */
export async function addActivity({ sql }: SqlTx, said: Said[]): Promise<void> {
  if (said.length > 0) await sql(`${saidRows} ${addRows}`, [JSON.stringify(said)])
}

const saidRows = `
  WITH said AS (
    SELECT * FROM jsonb_to_recordset($2::jsonb)
      AS s ("customerId" uuid, "conversationId" uuid, position int, incoming bool, auto bool, at timestamptz)),
  figures AS (SELECT "customerId" AS customer_id, incoming, at, CASE WHEN NOT incoming AND NOT auto THEN (${waitBefore('said')}) END AS wait FROM said)`

/** Seconds since the customer's first message that no earlier answer followed; NULL when nobody waited. */
function waitBefore(row: string): string {
  return `SELECT extract(epoch FROM ${row}.at - min(q.created_at)) FROM messages q
           WHERE q.conversation_id = ${row}."conversationId" AND q.position < ${row}.position AND q.direction = 'in' AND NOT q.auto
             AND q.position > coalesce((SELECT max(o.position) FROM messages o
                   WHERE o.conversation_id = ${row}."conversationId" AND o.position < ${row}.position AND o.direction = 'out' AND NOT o.auto), 0)`
}

/** Adds `figures` up by customer; a customer who is gone has nothing more to add to. */
const addRows = `
  INSERT INTO customer_activity AS a (customer_id, workspace_id, messages_in, messages_out, last_in_at, last_out_at, replies, reply_seconds)
  SELECT customer_id, $1::uuid, count(*) FILTER (WHERE incoming), count(*) FILTER (WHERE NOT incoming), max(at) FILTER (WHERE incoming),
         max(at) FILTER (WHERE NOT incoming), count(wait), coalesce(sum(greatest(wait, 0)), 0)::bigint
    FROM figures WHERE EXISTS (SELECT FROM customers c WHERE c.workspace_id = $1::uuid AND c.id = customer_id) GROUP BY customer_id
  ON CONFLICT (customer_id) DO UPDATE SET messages_in = a.messages_in + excluded.messages_in, messages_out = a.messages_out + excluded.messages_out,
    last_in_at = greatest(a.last_in_at, excluded.last_in_at), last_out_at = greatest(a.last_out_at, excluded.last_out_at),
    replies = a.replies + excluded.replies, reply_seconds = a.reply_seconds + excluded.reply_seconds`

type Move = { conversationId: string; /** The position the conversation had reached. */ upTo: number; fromId: string; toId: string }

/** Gives what was said in a conversation so far to the customer it now belongs to. */
export async function moveActivity({ sql }: SqlTx, { conversationId, upTo, fromId, toId }: Move): Promise<void> {
  await sql(`${movedRows} ${addRows}`, [conversationId, upTo, toId])
  await sql(takeRows, [conversationId, upTo, fromId])
}

const movedRows = `
  WITH said AS (
    SELECT m.conversation_id AS "conversationId", m.position, m.direction = 'in' AS incoming, m.auto, m.created_at AS at FROM messages m
     WHERE m.workspace_id = $1::uuid AND m.conversation_id = $2::uuid AND m.position <= $3::int AND m.kind = 'text'),
  figures AS (SELECT $4::uuid AS customer_id, incoming, at, CASE WHEN NOT incoming AND NOT auto THEN (${waitBefore('said')}) END AS wait FROM said)`

/** The last times are what is left: the newest of the conversations that stay. */
const takeRows = `
  ${movedRows}, share AS (
    SELECT count(*) FILTER (WHERE incoming) AS ins, count(*) FILTER (WHERE NOT incoming) AS outs, count(wait) AS waits,
           coalesce(sum(greatest(wait, 0)), 0)::bigint AS seconds FROM figures)
  UPDATE customer_activity a SET messages_in = greatest(0, a.messages_in - ins), messages_out = greatest(0, a.messages_out - outs),
         replies = greatest(0, a.replies - waits), reply_seconds = greatest(0, a.reply_seconds - seconds),
         last_in_at = (${lastOf('in')}), last_out_at = (${lastOf('out')})
    FROM share WHERE a.workspace_id = $1::uuid AND a.customer_id = $4::uuid`

function lastOf(direction: string): string {
  return `SELECT max(l.created_at) FROM conversations v CROSS JOIN LATERAL (
            SELECT created_at FROM messages WHERE conversation_id = v.id AND direction = '${direction}' ORDER BY position DESC LIMIT 1) l
           WHERE v.customer_id = a.customer_id`
}
