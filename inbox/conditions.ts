import type { Output } from '../contract/api.ts'
import { unreadSql } from './readings.ts'
import { adapters } from '../channels/index.ts'
import type { Condition } from '../contract/conditions.ts'
import { conversationStatus } from '../contract/conversations.ts'
import { sentimentLabel } from '../contract/messages.ts'
import { customerCatalogues } from '../customers/index.ts'
import { fieldsOf, type Askable, type Catalogue, type Param } from '../server/conditions/catalogue.ts'
import { compile, whyBroken } from '../server/conditions/compile.ts'
import { rightsOf, termsOf } from '../server/conditions/terms.ts'
import type { Context } from '../server/context.ts'
import type { Sql } from '../server/db.ts'

/** Everything conditions may ask about a conversation, as `selectConversations` and `joinReading` read it; of its customer under `customer.…`. */
async function conversationCatalogues(context: { sql: Sql }): Promise<() => Catalogue> {
  const catalogue = await customerCatalogues(context, 'root')
  return () => new Map([...own, ...ofCustomer(catalogue())])
}

function ofCustomer(catalogue: Catalogue): Catalogue {
  return new Map([...catalogue].map(([field, asked]) => [`customer.${field}`, asked]))
}

/** What the editor may offer for conversations and their customers. */
export async function listViewFields(context: Context): Promise<Output<'view.fields'>> {
  const customer = ofCustomer((await customerCatalogues(context, 'root'))())
  const rights = rightsOf(context.actor)
  return { data: [...fieldsOf(own, 'conversation', rights), ...fieldsOf(customer, 'customer', rights)], next: null }
}

/** A filter of the inbox as SQL on `selectConversations`; refuses with `invalid` what the catalogue does not know. */
export async function filterSql(context: Context, filter: Condition, param: Param): Promise<string> {
  return compile(filter, (await conversationCatalogues(context))(), await termsOf(context, param))
}

/** Of saved filters, why each can no longer be asked; null: it can. */
export async function whyFiltersBroken(context: Context, filters: Condition[]): Promise<(string | null)[]> {
  const [catalogue, terms] = [await conversationCatalogues(context), await termsOf(context, () => '$1')]
  return filters.map((filter) => whyBroken(filter, catalogue(), terms))
}

const group = 'conversation'
const blank = { label: null, choices: null, of: null, currency: null, group } as const

const oneOf = (values: readonly string[]) => values.map((value) => ({ value, label: null }))

const own = new Map<string, Askable>([
  ['status', { ...blank, type: 'choice', choices: oneOf(conversationStatus.options), source: { sql: 'c.status' } }],
  ['assignee', { ...blank, type: 'reference', of: 'user', source: { sql: 'c.assignee_id', cast: 'uuid' } }],
  ['team', { ...blank, type: 'reference', of: 'team', source: { sql: 'c.team_id', cast: 'uuid' } }],
  ['channel', { ...blank, type: 'reference', of: 'channel', source: { sql: 'c.channel_id', cast: 'uuid' } }],
  ['channel_kind', { ...blank, type: 'choice', choices: oneOf([...adapters.keys()]), source: { sql: 'c.channel_kind' } }],
  ['unread', { ...blank, type: 'number', source: { sql: unreadSql } }],
  ['waiting', { ...blank, type: 'time', source: { sql: 'c.waiting_since' } }],
  ['last_message', { ...blank, type: 'time', source: { sql: 'c.last_at' } }],
  ['created', { ...blank, type: 'time', source: { sql: 'c.created_at' } }],
  ['subject', { ...blank, type: 'text', source: { sql: 'c.subject', contact: 'maybe' } }],
  ['mood', { ...blank, group: 'sentiment', type: 'choice', choices: oneOf(sentimentLabel.options), source: { sql: 'c.mood_label' } }],
])
