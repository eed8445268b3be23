import * as z from 'zod'
import { conditionParam } from './conditions.ts'
import { contact, cursor, dbInt, dbNumber, dbText, endpoint, id, limit, line, nothing, page, said, time } from './endpoint.ts'

/** The namespaces an identity lives in: a value is unique within one. Mail and phone people can add; the others come from channels. */
export const identityKind = z.enum([
  'email',
  'phone',
  'visitor',
  'account',
  'wechat_openid',
  'wechat_unionid',
  'wecom_external',
  'slack',
  'telegram',
  'line',
  'weibo',
  'douyin',
  'meta',
  'wechaty',
])
export type IdentityKind = z.infer<typeof identityKind>

export const identity = z.object({
  id,
  kind: identityKind,
  value: contact,
  /** Proved by the channel or by us, as against merely claimed. */
  verified: z.boolean(),
})
export type Identity = z.infer<typeof identity>

export const customerRef = z.object({ id, name: contact })
export type CustomerRef = z.infer<typeof customerRef>

/** A birthday in its own calendar; `year` when it is known, `leap` for a leap lunar month. */
export const birthday = z.object({
  calendar: z.enum(['solar', 'lunar']),
  month: z.number().int().min(1).max(12),
  day: z.number().int().min(1).max(31),
  year: z.number().int().min(1900).max(2100).nullable(),
  leap: z.boolean().default(false),
})
export type Birthday = z.infer<typeof birthday>

export const fieldValue = z.union([contact, z.number(), z.boolean(), z.array(z.string())])
export type FieldValue = z.infer<typeof fieldValue>

/** Where a profile field's value came from, and how often it changed. */
export const fieldState = z.object({
  version: z.number().int(),
  source: z.enum(['person', 'channel', 'import', 'merge', 'api']),
  /** Who: a person's or an import's id. */
  by: id.nullable(),
  at: time,
})
export type FieldState = z.infer<typeof fieldState>

export const customer = z.object({
  id,
  version: z.number().int(),
  name: contact,
  identities: z.array(identity),
  company: contact.nullable(),
  birthday: birthday.nullable(),
  ownerId: id.nullable(),
  teamId: id.nullable(),
  labelIds: z.array(id),
  /** The channel kind and language the customer likes to be met in. */
  preferences: z.object({ channel: z.string().nullable(), locale: z.string().nullable() }),
  /** Custom fields by their id. */
  fields: z.record(z.string(), fieldValue),
  /** By field key (`name`, `company`, `birthday`, `owner`, `team`, `labels`, `preferences`, a custom field's id); a key never changed is missing. */
  states: z.record(z.string(), fieldState),
  /** Other customers merged into this one; their ids keep resolving to it. */
  mergedIds: z.array(id),
  /** Who may see it besides those who see all: see `visible` in `can.ts`. */
  access: z.array(id),
  erased: z.boolean(),
  createdAt: time,
  lastSeenAt: time.nullable(),
})
export type Customer = z.infer<typeof customer>

export const customerSort = z.enum(['newest', 'oldest', 'name', 'name_desc', 'seen', 'seen_oldest'])

/** How many customers a list has or a condition holds for. `exact` is false when it was estimated from a sample because counting took too long. */
export const customerCount = z.object({ count: z.number().int(), exact: z.boolean() })
export type CustomerCount = z.infer<typeof customerCount>

const change = <T extends z.ZodType>(value: T) =>
  z.strictObject({ value, /** The version it was read at; 0 for a field never set. */ base: dbInt(0).optional() })

/** Fields to change, each with the version it was read at: a field somebody else changed meanwhile is refused, the others are not touched. */
export const customerChanges = z.strictObject({
  name: change(line(120)).optional(),
  company: change(line(120).nullable()).optional(),
  birthday: change(birthday.nullable()).optional(),
  owner: change(id.nullable()).optional(),
  team: change(id.nullable()).optional(),
  labels: change(z.array(id).max(50)).optional(),
  preferences: change(z.strictObject({ channel: dbText(40).nullable(), locale: dbText(20).nullable() })).optional(),
  /** Custom fields by id; null empties one. */
  fields: z.record(z.uuid(), change(z.union([dbText(10_000), dbNumber, z.boolean(), z.array(dbText(60)).max(200), z.null()]))).optional(),
})
export type CustomerChanges = z.infer<typeof customerChanges>

/** What the customers list and everything made from it (bulk actions, export) is over. */
export const customerQuery = {
  q: dbText(200).optional(),
  segmentId: id.optional(),
  filter: conditionParam.optional(),
} as const

export const customerEndpoints = {
  'customer.list': endpoint(
    'get',
    '/customers',
    'Customers; `q` matches the beginning of a name (pinyin and initials too) or an identity',
    {
      ...customerQuery,
      sort: customerSort.default('newest'),
      /** Whether to count the whole list too. */
      total: z.enum(['true', 'false']).default('false'),
      cursor: cursor.optional(),
      limit,
    },
    /** `total`: null unless asked for, and where even a sample takes too long. */
    page(customer).extend({ total: customerCount.nullable() }),
  ),
  'customer.get': endpoint('get', '/customers/:id', 'One customer; a merged one answers with who it was merged into', { id }, customer),
  'customer.create': endpoint(
    'post',
    '/customers',
    'Make a customer; refused with the owner’s name when an identity is taken',
    {
      name: line(120),
      email: z.string().trim().max(254).pipe(z.email()).optional(),
      phone: line(40).optional(),
      changes: customerChanges.optional(),
    },
    customer,
  ),
  'customer.update': endpoint('patch', '/customers/:id', 'Change fields of a profile', { id, changes: customerChanges }, customer),
  'identity.add': endpoint(
    'post',
    '/customers/:id/identities',
    'Link an address or a phone number to a customer, as claimed',
    { id, kind: z.enum(['email', 'phone']), value: line(254) },
    customer,
  ),
  'identity.remove': endpoint(
    'delete',
    '/customers/:id/identities/:identityId',
    'Unlink a claimed address from a customer',
    { id, identityId: id },
    customer,
  ),
} as const

/** Bulk actions and notes. */
export const profileEndpoints = {
  'customer.update_many': endpoint(
    'post',
    '/customers/bulk',
    'Set the owner or team of, or add or remove a label on, up to 500 customers; the answer names those left out and why',
    {
      ids: z.array(id).min(1).max(500),
      set: z.union([
        z.strictObject({ ownerId: id.nullable() }),
        z.strictObject({ teamId: id.nullable() }),
        z.strictObject({ addLabelId: id }),
        z.strictObject({ removeLabelId: id }),
      ]),
    },
    z.object({ changed: z.number().int(), skipped: z.array(z.object({ id, reason: said })) }),
  ),
  'customer.note': endpoint(
    'post',
    '/customers/:id/notes',
    'Leave a note on a profile',
    { id, text: dbText(10_000).pipe(z.string().trim().min(1)) },
    nothing,
  ),
} as const

export const customerEvents = {
  'customer.created': z.object({ customer }),
  'customer.updated': z.object({ customer }),
  /** Something was written on its timeline that is no message: fetch its newest page again. */
  'customer.noted': z.object({ customer }),
  /** Those who could see it before and are not in `access` lose it from their screens. */
  'customer.hidden': z.object({ id, lost: z.array(id), access: z.array(id) }),
  /** Gone as if it had never been: an import was taken back. */
  'customer.removed': z.object({ id, access: z.array(id) }),
} as const
