import type { Maskable } from '../../contract/roles.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { maskedFor } from '../../server/mask.ts'
import { limit } from '../../server/rate-limit.ts'

/** As many as somebody on the phone needs; of a number whose middle is hidden it would take years to try all. */
const lookUps = limit('contact-look-up', { points: 60, seconds: 3_600 })

/**
 * Somebody asks who has a whole number or address. Who sees it in part only may ask, so that no customer is entered twice, but not one
 * after the other: counted by person (refuses with rate_limited) and written down, whatever comes of it. Call it outside a transaction.
 */
export async function noteLookUp(context: Context, kind: Maskable, value: string): Promise<void> {
  const { actor } = context
  if (actor.type !== 'user' || !maskedFor(actor).includes(kind)) return
  await lookUps.take(actor.id)
  await context.sqlTransaction((tx) =>
    audit(tx, context, { action: 'customer.look_up', target: { type: 'contact', id: null }, after: { [kind]: value } }),
  )
}
