import type { Input } from '../../../../../contract/api.ts'

/** The orders a list of customers can have. */
export type CustomerSort = Input<'customer.list'>['sort']

export const sorts: readonly CustomerSort[] = ['newest', 'oldest', 'name', 'name_desc', 'seen', 'seen_oldest']

/** Columns the list can be sorted by: the order a first press gives, and the one it turns into with the next. */
const byColumn: Readonly<Record<string, readonly [CustomerSort, CustomerSort]>> = {
  name: ['name', 'name_desc'],
  seen: ['seen', 'seen_oldest'],
  created: ['newest', 'oldest'],
}
const rising: ReadonlySet<CustomerSort> = new Set<CustomerSort>(['name', 'oldest', 'seen_oldest'])

/** How a column stands in an order: not sortable (null), or the order a press leads to and what `aria-sort` says now. */
export function sortOf(column: string, now: CustomerSort): { next: CustomerSort; state: 'ascending' | 'descending' | 'none' } | null {
  const orders = byColumn[column]
  if (!orders) return null
  if (!orders.includes(now)) return { next: orders[0], state: 'none' }
  return { next: now === orders[0] ? orders[1] : orders[0], state: rising.has(now) ? 'ascending' : 'descending' }
}
