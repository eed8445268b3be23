import { contactPattern } from '../../contract/mask.ts'
import type { Maskable } from '../../contract/roles.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { maskedFor } from '../../server/mask.ts'
import { limit } from '../../server/rate-limit.ts'
import { seeCustomer } from '../customers.ts'

/** As many as somebody on the phone needs; of a number whose middle is hidden it would take weeks to try all. */
const lookUps = limit('contact-look-up', { points: 60, seconds: 3_600 })
const contact = new RegExp(contactPattern)

/**
 * `given` (texts, however deep) is compared with what customers have: a search, a new customer, a change. Who sees contact data in part only
 * may ask by whole numbers and addresses, so that no customer is entered twice, but not one after the other: each is counted by person
 * (refuses with rate_limited) and written down, whatever comes of it. `id`: a customer it is about, whom who asks must see (else
 * not_found). Call it outside a transaction.
 */
export async function noteLookUps(context: Context, given: unknown, id?: string): Promise<void> {
  const { actor } = context
  const masked = maskedFor(actor)
  if (actor.type !== 'user' || masked.length === 0) return
  const asked = textsIn(given).flatMap((text) => (contact.test(text) && masked.includes(kindOf(text)) ? [text] : []))
  if (asked.length > 0 && id !== undefined) await seeCustomer(context, { id })
  for (const text of asked) {
    await lookUps.take(actor.id)
    await context.sqlTransaction((tx) =>
      audit(tx, context, { action: 'customer.look_up', target: { type: 'contact', id: null }, after: { [kindOf(text)]: text } }),
    )
  }
}

const kindOf = (text: string): Maskable => (/[@＠]/.test(text) ? 'email' : 'phone')

function textsIn(given: unknown): string[] {
  if (typeof given === 'string') return [given]
  return given !== null && typeof given === 'object' ? Object.values(given).flatMap(textsIn) : []
}
