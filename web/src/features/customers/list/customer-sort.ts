import type { Input } from '../../../../../contract/api.ts'

/** The orders a list of customers can have. */
export type CustomerSort = Input<'customer.list'>['sort']
