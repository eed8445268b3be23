import type { Input, Output } from '../../contract/api.ts'
import type { Customer } from '../../contract/customers.ts'
import { audit } from '../../server/audit.ts'
import type { Context } from '../../server/context.ts'
import { fail } from '../../server/errors.ts'
import { merge } from '../merge/merge.ts'
import { settle } from './settle.ts'
import { visibleSuggestion, withCustomers, type SuggestionRow } from './suggestions.ts'

/** They are one: merges the other into `keepId`, which must be one of the two. */
export function acceptSuggestion(context: Context, { id, keepId }: Input<'suggestion.accept'>): Promise<Customer> {
  return context.sqlTransaction(async (tx) => {
    const suggestion = await visibleSuggestion(tx, context, id)
    const { rootA, rootB } = assertOpen(suggestion)
    if (keepId !== rootA && keepId !== rootB) fail('not_found', 'Choose which of the two customers stays.', { field: 'keepId' })
    return merge(tx, context, { intoId: keepId, fromId: keepId === rootA ? rootB : rootA })
  })
}

/** They are two: never suggested again. */
export function refuseSuggestion(context: Context, { id }: Input<'suggestion.refuse'>): Promise<Output<'suggestion.refuse'>> {
  return context.sqlTransaction(async (tx) => {
    const row = assertOpen(await visibleSuggestion(tx, context, id))
    await settle(tx, [id], 'refused')
    await audit(tx, context, { action: 'suggestion.refuse', target: { type: 'suggestion', id }, after: { a: row.rootA, b: row.rootB } })
    const [suggestion] = await withCustomers(tx, [{ ...row, status: 'refused' }])
    return suggestion ?? fail('internal', 'The suggestion vanished while it was being settled.')
  })
}

function assertOpen(suggestion: SuggestionRow): SuggestionRow {
  if (suggestion.status !== 'open') fail('conflict', 'Somebody has settled this suggestion already.')
  return suggestion
}
