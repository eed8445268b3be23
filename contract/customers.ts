import * as z from 'zod'
import { cursor, endpoint, id, limit, line, page, time } from './endpoint.ts'

/** The namespaces an identity lives in: a value is unique within one. */
export const identityKind = z.enum(['email', 'visitor', 'account'])
export type IdentityKind = z.infer<typeof identityKind>

export const identity = z.object({
  id,
  kind: identityKind,
  value: z.string(),
  /** Proved by the channel or by us, as against merely claimed. */
  verified: z.boolean(),
})
export type Identity = z.infer<typeof identity>

export const customerRef = z.object({ id, name: z.string() })
export type CustomerRef = z.infer<typeof customerRef>

export const customer = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  identities: z.array(identity),
  createdAt: time,
  lastSeenAt: time.nullable(),
})
export type Customer = z.infer<typeof customer>

export const customerEndpoints = {
  'customer.list': endpoint(
    'get',
    '/customers',
    'Customers, newest first; `q` matches the beginning of a name or an identity',
    { q: z.string().max(200).optional(), cursor: cursor.optional(), limit },
    page(customer),
  ),
  'customer.get': endpoint('get', '/customers/:id', 'One customer', { id }, customer),
  'customer.create': endpoint(
    'post',
    '/customers',
    'Make a customer; refused with the owner’s name when an identity is taken',
    { name: line(120), email: z.string().trim().max(254).pipe(z.email()).optional() },
    customer,
  ),
  'customer.update': endpoint(
    'patch',
    '/customers/:id',
    'Rename a customer',
    { id, name: line(120), version: z.number().int().optional() },
    customer,
  ),
  'identity.add': endpoint(
    'post',
    '/customers/:id/identities',
    'Link an address to a customer, as claimed',
    { id, kind: z.enum(['email']), value: line(254) },
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

export const customerEvents = {
  'customer.created': z.object({ customer }),
  'customer.updated': z.object({ customer }),
} as const
