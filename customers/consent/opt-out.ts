import type { ChannelKind } from '../../contract/channels.ts'
import type { EventData } from '../../contract/events.ts'
import type { Sql, SqlTx } from '../../server/db.ts'
import { emit } from '../../server/events.ts'
import type { Subscriber } from '../../server/feature.ts'
import { writeConsent } from './consents.ts'
import { getCustomer } from '../customers.ts'
import { latestConsent } from './permits.ts'
import { offers, optOutWord } from './opt-out-words.ts'

/** A message that says only “退订” or “STOP” takes back consent to marketing on its channel at once, the message being the evidence. */
export const optOut: Subscriber = {
  name: 'customers.opt-out',
  events: ['message.received'],
  handle: async (tx, events) => {
    for (const event of events) if (event.name === 'message.received') await hear(tx, event.data)
  },
}

async function hear(tx: SqlTx, { message }: EventData<'message.received'>): Promise<void> {
  const said = message.auto ? null : optOutWord(message.text)
  if (!said) return
  const thread = await threadOf(tx.sql, message.conversationId, message.position)
  if (!thread || thread.withdrawn || (said.ifOffered && !offers(thread.lastOut ?? '', said.word))) return
  const { customerId, channelKind } = thread
  await writeConsent(tx, {
    ...{ customerId, channelKind, purpose: 'marketing', state: 'withdrawn', source: 'message', at: message.createdAt },
    evidence: `“${message.text.trim()}” (${message.id})`,
    by: { type: 'customer', id: customerId, name: message.author.name },
  })
  await emit(tx, 'customer.noted', { customer: await getCustomer(tx, customerId) })
}

type Thread = { customerId: string; channelKind: ChannelKind; /** What we wrote last before. */ lastOut: string | null; withdrawn: boolean }

async function threadOf(sql: Sql, conversationId: string, position: number): Promise<Thread | undefined> {
  const [thread] = await sql<Thread>(
    `SELECT v.customer_id AS "customerId", v.channel_kind AS "channelKind",
            (SELECT m.text FROM messages m WHERE m.conversation_id = v.id AND m.position < $3 AND m.direction = 'out'
              ORDER BY m.position DESC LIMIT 1) AS "lastOut",
            coalesce((SELECT latest.state = 'withdrawn' FROM (${latestConsent('c.root_id', `'marketing'`, 'v.channel_kind')}) latest), false) AS withdrawn
       FROM conversations v JOIN customers c ON c.id = v.customer_id WHERE v.workspace_id = $1 AND v.id = $2`,
    [conversationId, position],
  )
  return thread
}
