import type { CustomerChanges } from '../../contract/customers.ts'
import type { Context } from '../../server/context.ts'
import { maskedFor } from '../../server/mask.ts'
import { noteLookUps } from '../identity/look-up.ts'
import { findFields } from './fields.ts'
import { wantedChanges, type WantedChange } from './wanted-changes.ts'

/** What changes of a profile say is compared too: with what stands there, and with others of whom they may be a duplicate. See `noteLookUps`. */
export async function noteChanges(context: Context, changes: CustomerChanges, id?: string): Promise<void> {
  if (maskedFor(context.actor).length === 0) return
  const fields = changes.fields ? await findFields(context.sql) : []
  const contactFields = new Set(['name', ...fields.filter(({ type }) => type === 'phone' || type === 'email').map((field) => field.id)])
  const isContact = ({ key }: WantedChange) => contactFields.has(key)
  const wanted = wantedChanges(changes)
  const textsOf = (them: WantedChange[]) => them.flatMap(({ value }) => textsIn(value))
  await noteLookUps(
    context,
    { contacts: textsOf(wanted.filter(isContact)), texts: textsOf(wanted.filter((change) => !isContact(change))) },
    id,
  )
}

function textsIn(given: unknown): string[] {
  if (typeof given === 'string') return [given]
  return given !== null && typeof given === 'object' ? Object.values(given).flatMap(textsIn) : []
}
