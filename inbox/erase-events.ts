import type { Conversation } from '../contract/conversations.ts'
import type { Customer } from '../contract/customers.ts'
import type { Message } from '../contract/messages.ts'
import { sqlTransaction, type SqlTx } from '../server/db.ts'

const nobody = '—'
const atOnce = 500

/** Whose payloads are to be emptied, by id. */
type Whose = { customers: string[]; conversations: string[]; imports: string[] }
type Payload = {
  message?: Message
  conversation?: Conversation
  customer?: Customer
  restored?: Customer
  import?: { sample: unknown }
} & Record<string, unknown>

/**
 * Empties what the kept feed still says about a person. The events stay, at their places and with their ids and versions: who reads them
 * late counts and moves what they would have, and shows nothing.
 */
export async function eraseEvents(workspaceId: string, whose: Whose): Promise<void> {
  for (let after: string | null = '0.0'; after !== null;) {
    const from: string = after
    after = await sqlTransaction(workspaceId, (tx) => erasePart(tx, whose, from))
  }
}

async function erasePart({ sql }: SqlTx, whose: Whose, after: string): Promise<string | null> {
  const rows = await sql<{ xact: string; id: string; data: Payload }>(
    `SELECT xact::text, id::text, data FROM events
      WHERE workspace_id = $1 AND (xact, id) > ($2::bigint, $3::bigint)
        AND (data -> 'customer' ->> 'id' = ANY ($4::text[]) OR data -> 'restored' ->> 'id' = ANY ($4::text[])
          OR data -> 'message' ->> 'conversationId' = ANY ($5::text[]) OR data -> 'conversation' ->> 'id' = ANY ($5::text[])
          OR data -> 'conversation' -> 'customer' ->> 'id' = ANY ($4::text[]) OR data -> 'import' ->> 'id' = ANY ($6::text[]))
      ORDER BY events.xact, events.id LIMIT ${atOnce}`,
    [...after.split('.'), whose.customers, whose.conversations, whose.imports],
  )
  await sql(
    `UPDATE events e SET data = r.data FROM jsonb_to_recordset($2::jsonb) AS r (xact bigint, id bigint, data jsonb)
      WHERE e.workspace_id = $1 AND e.xact = r.xact AND e.id = r.id`,
    [JSON.stringify(rows.map((row) => ({ ...row, data: emptied(row.data) })))],
  )
  const last = rows.at(-1)
  return rows.length === atOnce && last ? `${last.xact}.${last.id}` : null
}

function emptied({ message, conversation, customer, restored, import: file, ...data }: Payload): Payload {
  return {
    ...data,
    ...(message && { message: withoutWords(message), thread: { ...(data['thread'] as object), key: '' } }),
    ...(conversation && { conversation: withoutNames(conversation) }),
    ...(customer && { customer: withoutProfile(customer) }),
    ...(restored && { restored: withoutProfile(restored) }),
    ...(file && { import: { ...file, sample: [] } }),
  }
}

function withoutWords(message: Message): Message {
  const author = message.author.type === 'customer' ? { ...message.author, name: nobody } : message.author
  const event = withoutPeople(message.event)
  return {
    ...{
      ...message,
      author,
      event,
      text: '',
      quoted: null,
      subject: null,
      addresses: null,
      reason: null,
      externalId: null,
      hasHtml: false,
    },
    ...{ place: null, reactions: [], template: null, undelivered: [] },
    attachments: message.attachments.map((file) => ({ ...file, name: nobody })),
  }
}

function withoutPeople(event: Message['event']): Message['event'] {
  if (event?.name === 'customer_changed') return { ...event, from: nobody, to: nobody }
  return event?.name === 'followed' ? { ...event, by: null } : event
}

function withoutNames(conversation: Conversation): Conversation {
  const lastMessage = conversation.lastMessage && { ...conversation.lastMessage, preview: '' }
  return { ...conversation, customer: { ...conversation.customer, name: nobody }, subject: null, post: null, threadKey: '', lastMessage }
}

function withoutProfile(customer: Customer): Customer {
  const blank = { identities: [], company: null, birthday: null, labelIds: [], fields: {}, states: {} }
  return { ...customer, ...blank, name: nobody, preferences: { channel: null, locale: null }, erased: true }
}
