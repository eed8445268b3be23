import type pg from 'pg'
import { benchNames } from './customer-names.ts'

type World = { workspaceId: string; userId: string; channelId: string; customers: number; messages: number }

/**
 * Fills a database with one large workspace by a few statements: customers with identities, labels, owners, fields and figures, 1.2
 * conversations each, and their messages. Triggers and foreign keys are left out: what they would keep is written here.
 */
export async function fillWorld(database: pg.Client, world: World): Promise<void> {
  await database.query('SET session_replication_role = replica')
  await database.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '1GB'; SET synchronous_commit = off`)
  await namePool(database)
  await database.query(customersOf(world))
  await database.query(identitiesOf(world, 'phone', `'+86' || (13000000000 + (n * 7919) % 6999999999)`, 'n % 10 < 7'))
  await database.query(identitiesOf(world, 'email', `'customer' || n || '@example' || n % 50 || '.com'`, 'n % 10 >= 4'))
  await database.query(statsOf(world))
  await database.query(conversationsOf(world))
  await database.query(messagesOf(world))
  await database.query(consentsOf(world))
  await database.query('RESET work_mem; RESET maintenance_work_mem; RESET synchronous_commit; SET session_replication_role = origin')
  await database.query('VACUUM (ANALYZE)')
}

async function namePool(database: pg.Client): Promise<void> {
  await database.query('CREATE TEMP TABLE bench_names (at serial, name text, tokens text[])')
  await database.query(
    `INSERT INTO bench_names (name, tokens)
     SELECT name, ARRAY(SELECT jsonb_array_elements_text(tokens)) FROM jsonb_to_recordset($1::jsonb) AS b (name text, tokens jsonb)`,
    [JSON.stringify(benchNames())],
  )
}

/** Ids tell the customer's number, so that the tables can be filled one after another. */
const idOf = (n: string, kind: string): string => `(lpad(to_hex(${n}), 8, '0') || '-${kind}-7000-8000-000000000000')::uuid`

const customersOf = ({ workspaceId, userId, customers }: World) => `
  INSERT INTO customers (id, workspace_id, name, name_tokens, root_id, company, birthday, birthday_day, owner_id, access, label_ids, fields,
                         import_id, last_seen_at, created_at)
  SELECT ${idOf('n', 'c000')}, '${workspaceId}', b.name, b.tokens, ${idOf('n', 'c000')},
         CASE WHEN n % 9 = 0 THEN 'Company ' || n % 5000 END,
         CASE WHEN n % 3 = 0 THEN jsonb_build_object('calendar', 'solar', 'month', n % 12 + 1, 'day', n % 28 + 1, 'year', NULL, 'leap', false) END,
         CASE WHEN n % 3 = 0 THEN (n % 12 + 1) * 100 + n % 28 + 1 END,
         CASE WHEN n % 20 = 0 THEN '${userId}'::uuid WHEN n % 4 = 0 THEN ${idOf('n % 200', 'a000')} END,
         CASE WHEN n % 20 = 0 THEN ARRAY['${userId}'::uuid] WHEN n % 4 = 0 THEN ARRAY[${idOf('n % 200', 'a000')}] ELSE '{}' END,
         CASE WHEN n % 6 = 0 THEN ARRAY[${idOf('n % 12', '1000')}] ELSE '{}' END,
         CASE WHEN n % 5 = 0 THEN jsonb_build_object('${fieldIds.level}', (ARRAY['gold', 'silver', 'bronze'])[n % 3 + 1], '${fieldIds.spent}', n % 100000)
              ELSE '{}' END,
         CASE WHEN n % 8 = 0 THEN ${idOf('n % 40', '2000')} END,
         CASE WHEN n % 11 > 0 THEN now() - (n::bigint * 7919 % 31536000) * interval '1 second' END,
         now() - n * interval '30 seconds'
    FROM generate_series(1::bigint, ${customers}) n JOIN bench_names b ON b.at = n * 7919 % (SELECT count(*) FROM bench_names) + 1`

/** Custom fields the world's customers have. */
export const fieldIds = { level: '00000001-f000-7000-8000-000000000000', spent: '00000002-f000-7000-8000-000000000000' }
export const labelId = (n: number): string => `${n.toString(16).padStart(8, '0')}-1000-7000-8000-000000000000`
export const customerId = (n: number): string => `${n.toString(16).padStart(8, '0')}-c000-7000-8000-000000000000`

const identitiesOf = ({ workspaceId, customers }: World, kind: string, value: string, some: string) => `
  INSERT INTO identities (id, workspace_id, customer_id, kind, value, verified)
  SELECT ${idOf('n', kind === 'phone' ? 'e000' : 'e001')}, '${workspaceId}', ${idOf('n', 'c000')}, '${kind}', ${value}, n % 2 = 0
    FROM generate_series(1::bigint, ${customers}) n WHERE ${some} ON CONFLICT DO NOTHING`

const statsOf = ({ workspaceId, customers }: World) => `
  INSERT INTO customer_stats (customer_id, workspace_id, messages_in, messages_out, last_in_at, last_out_at, replies, reply_seconds, mood, mood_slope)
  SELECT ${idOf('n', 'c000')}, '${workspaceId}', n % 23, n % 19, now() - (n::bigint * 7919 % 31536000) * interval '1 second',
         now() - (n::bigint * 7907 % 31536000) * interval '1 second', n % 19, (n % 19) * (n % 7000), (n % 200 - 100) / 100.0, (n % 20 - 10) / 100.0
    FROM generate_series(1::bigint, ${customers}) n WHERE n % 10 > 0`

const conversationsOf = ({ workspaceId, userId, channelId, customers }: World) => `
  INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, subject, status, assignee_id, access, waiting_since,
                             position, last_message_id, last_preview, last_at, created_at, updated_at)
  SELECT ${idOf('n', 'b000')}, '${workspaceId}', '${channelId}', CASE WHEN n % 3 = 0 THEN 'email' ELSE 'webchat' END,
         ${idOf(`(n - 1) % ${customers} + 1`, 'c000')}, 'thread-' || n, 'Question ' || n, CASE WHEN n % 20 = 0 THEN 'open' ELSE 'resolved' END,
         CASE WHEN n % 30 = 0 THEN '${userId}'::uuid END, CASE WHEN n % 30 = 0 THEN ARRAY['${userId}'::uuid] ELSE '{}' END,
         CASE WHEN n % 40 = 0 THEN now() - n % 10000 * interval '1 second' END, 8, gen_random_uuid(), 'What was written last',
         now() - n * interval '5 seconds', now() - n * interval '5 seconds', now()
    FROM generate_series(1::bigint, ${customers} * 6 / 5) n`

const messagesOf = ({ workspaceId, channelId, customers, messages }: World) => `
  INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, status,
                        sent_at, created_at)
  SELECT ${idOf('n', `d00' || p || '`)}, '${workspaceId}', ${idOf('n', 'b000')}, '${channelId}', p, 'text', CASE WHEN p % 2 = 1 THEN 'in' ELSE 'out' END,
         CASE WHEN p % 2 = 1 THEN 'customer' ELSE 'agent' END, NULL, 'Somebody', 'Message ' || p || ' of thread ' || n, CASE WHEN p % 2 = 1 THEN 'received' ELSE 'sent' END,
         now() - n * interval '5 seconds' - (9 - p) * interval '1 second', now() - n * interval '5 seconds' - (9 - p) * interval '1 second'
    FROM generate_series(1::bigint, ${customers} * 6 / 5) n, generate_series(1, ${Math.round((messages / customers / 6) * 5)}) p`

const consentsOf = ({ workspaceId, customers }: World) => `
  INSERT INTO consents (id, workspace_id, customer_id, purpose, state, source, evidence, by_name, at)
  SELECT ${idOf('n', 'e002')}, '${workspaceId}', ${idOf('n', 'c000')}, 'marketing', CASE WHEN n % 7 = 0 THEN 'withdrawn' ELSE 'granted' END, 'import', 'A file',
         'Parley', now() - n % 1000 * interval '1 hour' FROM generate_series(1::bigint, ${customers}) n WHERE n % 3 = 0`
