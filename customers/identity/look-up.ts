import { maskContact } from '../../contract/mask.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { maskedFor } from '../../server/mask.ts'
import { limit } from '../../server/rate-limit.ts'
import { seeCustomer } from '../customers.ts'
import { normalizeIdentity } from './normalize.ts'
import type { Region } from './phones.ts'
import { phoneRegion } from './region.ts'

/** As many as somebody on the phone needs; of a number whose middle is hidden it would take weeks to try all. */
const lookUps = limit('contact-look-up', { points: 60, seconds: 3_600 })

/** What is compared with what customers have: `contacts` in every form they may be meant in, `texts` as they stand. */
type Asked = { contacts?: string[]; texts?: string[] }

/** A text as it stands, and as the address and the number it is compared as. */
export function formsOf(text: string, region: Region): string[] {
  return [...new Set([text, normalizeIdentity('email', text), normalizeIdentity('phone', text, region)])]
}

/**
 * Stands before whatever compares: a search, a new customer, a change. Who sees contact data in part only may ask by whole numbers and
 * addresses, so that no customer is entered twice, but not one after the other: what a mask would hide in any form that is compared is
 * counted by person (refuses with rate_limited) and written down, whatever comes of it. `id`: a customer it is about, whom who asks must
 * see (else not_found). Call it outside a transaction.
 */
export async function noteLookUps(context: Context, { contacts = [], texts = [] }: Asked, id?: string): Promise<void> {
  const { actor } = context
  const masked = maskedFor(actor)
  if (masked.length === 0) return
  const region = await phoneRegion(context.sql)
  const forms = [...contacts.map((text) => formsOf(text, region)), ...texts.map((text) => [text])]
  const asked = forms.map((them) => hidden(them, masked)).filter((kinds) => Object.keys(kinds).length > 0)
  if (asked.length > 0 && id !== undefined) await seeCustomer(context, { id })
  for (const after of asked) {
    await lookUps.take(actor.type === 'user' ? actor.id : actor.name)
    await context.sqlTransaction((tx) => audit(tx, context, { action: 'customer.look_up', target: { type: 'contact', id: null }, after }))
  }
}

/** Which of the forms of one text a mask hides, by kind. */
function hidden(forms: string[], masked: ReturnType<typeof maskedFor>): Record<string, string> {
  return Object.fromEntries(
    masked.flatMap((kind) => {
      const form = forms.find((one) => maskContact(one, [kind]) !== one)
      return form === undefined ? [] : [[kind, form] as const]
    }),
  )
}
