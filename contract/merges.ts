import * as z from 'zod'
import { contact, cursor, endpoint, id, limit, page, time } from './endpoint.ts'
import { customer, customerRef } from './customers.ts'

/** One merge, kept for ever; undone by taking the edge back. */
export const merge = z.object({
  id,
  /** Who was merged (from) into whom (into). */
  from: customerRef,
  into: customerRef,
  by: z.object({ type: z.enum(['user', 'system']), id: id.nullable(), name: z.string() }),
  at: time,
  undoneAt: time.nullable(),
})
export type Merge = z.infer<typeof merge>

/** Why two customers may be one: each reason with how much it weighs (the score's log odds). */
export const evidence = z.object({
  kind: z.enum([
    'same_name',
    'same_name_pinyin',
    'similar_name',
    'phone_tail',
    'same_phone_field',
    'mail_local_part',
    'same_email_field',
    'mail_provider_rule',
    'same_company',
    'same_birthday',
    'same_device',
    'related_thread',
    'same_account',
    'changed_number',
    'different_strong_id',
    'different_birthday',
    'different_name',
  ]),
  a: contact.nullable(),
  b: contact.nullable(),
  weight: z.number(),
})
export type Evidence = z.infer<typeof evidence>

export const suggestion = z.object({
  id,
  a: customer,
  b: customer,
  /** 0 … 1: how likely they are one person. */
  score: z.number().min(0).max(1),
  evidence: z.array(evidence),
  status: z.enum(['open', 'accepted', 'refused']),
  createdAt: time,
})
export type Suggestion = z.infer<typeof suggestion>

export const mergeEndpoints = {
  'merge.create': endpoint(
    'post',
    '/customers/:id/merge',
    'Merge another customer into this one; everything stays traceable and can be taken apart again',
    { id, otherId: id },
    customer,
  ),
  'merge.undo': endpoint(
    'post',
    '/merges/:id/undo',
    'Take a merge apart: each message stays with whom it was written by',
    { id },
    page(customer),
  ),
  'merge.list': endpoint('get', '/customers/:id/merges', 'Merges of a customer, newest first', { id }, page(merge)),
  'suggestion.list': endpoint(
    'get',
    '/duplicates',
    'Customers that may be one person, likeliest first',
    { customerId: id.optional(), cursor: cursor.optional(), limit },
    page(suggestion),
  ),
  'suggestion.accept': endpoint('post', '/duplicates/:id/accept', 'They are one: merge them into `keepId`', { id, keepId: id }, customer),
  'suggestion.refuse': endpoint('post', '/duplicates/:id/refuse', 'They are two: never suggest it again', { id }, suggestion),
} as const

export const mergeEvents = {
  /** Conversations and ids of `fromId` now belong to `intoId`; `customer` is how that one stands. */
  'customer.merged': z.object({ customer, fromId: id }),
  /** `restoredId` stands alone again, `customer` without it; a `customer.updated` of the restored one follows for those who may see it. */
  'customer.unmerged': z.object({ customer, restoredId: id }),
  'suggestion.created': z.object({ id, access: z.array(id) }),
  'suggestion.settled': z.object({ id, access: z.array(id) }),
} as const
