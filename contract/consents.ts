import * as z from 'zod'
import { contact, dbText, dbTime, endpoint, id, nothing, page, said, time } from './endpoint.ts'
import { channelKind } from './channels.ts'

/** What personal data is used for (PIPL art. 13–16): marketing, automated scores and profiles, the archive of conversations. */
export const purpose = z.enum(['marketing', 'profiling', 'archive'])
export type Purpose = z.infer<typeof purpose>

export const consent = z.object({
  id,
  purpose,
  /** Null: every channel. */
  channelKind: channelKind.nullable(),
  state: z.enum(['granted', 'withdrawn']),
  /** How we know: said by the customer in a message, by a person who asked, an imported file, a form. */
  source: z.enum(['message', 'person', 'import', 'form', 'api']),
  /** What was said, or where it is written down. */
  evidence: contact,
  by: z.object({ id: id.nullable(), name: z.string() }),
  at: time,
})
export type Consent = z.infer<typeof consent>

/** Whether a message of a kind may be sent to a customer: what a screen shows, and what every send asks. */
export const permit = z.object({
  purpose: z.enum(['service', 'marketing']),
  channelKind,
  allowed: z.boolean(),
  /** Why not, in words for a person. */
  reason: said.nullable(),
})
export type Permit = z.infer<typeof permit>

export const consentEndpoints = {
  'consent.list': endpoint(
    'get',
    '/customers/:id/consents',
    'Every consent given or withdrawn, newest first, and what follows for each channel',
    { id },
    z.object({ data: z.array(consent), permits: z.array(permit) }),
  ),
  'consent.record': endpoint(
    'post',
    '/customers/:id/consents',
    'Record that a customer gave or withdrew consent',
    {
      id,
      purpose,
      channelKind: channelKind.nullable().default(null),
      state: z.enum(['granted', 'withdrawn']),
      evidence: dbText(500).pipe(z.string().trim().min(1)),
      /** When the customer said so; now when left out, never in the future. */
      at: dbTime.optional(),
    },
    consent,
  ),
} as const

export const eraseEndpoints = {
  'customer.erase': endpoint(
    'post',
    '/customers/:id/erase',
    'Erase one person: profile, identities and the words of messages; what was done and counted stays',
    { id, /** The customer's name, typed by whoever erases. */ confirm: dbText(200) },
    nothing,
  ),
} as const

const shownValue = z.union([contact, z.number(), z.boolean(), z.null(), z.array(contact)])

export const conflictReview = z.object({
  id,
  customerId: id,
  customerName: contact,
  /** A field key. */
  field: z.string(),
  /** As a screen shows them: names instead of ids. */
  current: shownValue,
  proposed: shownValue,
  source: z.enum(['import', 'merge', 'channel', 'api']),
  at: time,
})
export type ConflictReview = z.infer<typeof conflictReview>

export const conflictEndpoints = {
  'conflict.list': endpoint(
    'get',
    '/customer-conflicts',
    'Values that disagree with what a person entered and wait for a decision',
    { customerId: id.optional(), importId: id.optional() },
    page(conflictReview),
  ),
  'conflict.settle': endpoint(
    'post',
    '/customer-conflicts/:id/settle',
    'Keep the value there is, or take the proposed one',
    { id, take: z.boolean() },
    nothing,
  ),
} as const
