import type { Handlers } from '../server/feature.ts'
import { createCustomer } from './create.ts'
import { seeCustomer } from './customers.ts'
import { addIdentity, removeIdentity } from './identities.ts'
import { acceptSuggestion, refuseSuggestion } from './duplicates/settle.ts'
import { listSuggestions } from './duplicates/suggestions.ts'
import { listCustomers } from './list.ts'
import { mergeCustomers } from './merge.ts'
import { listMerges } from './merges.ts'
import { renameCustomer } from './rename.ts'
import { unmerge } from './unmerge.ts'

export const handlers = {
  'customer.list': listCustomers,
  'customer.get': seeCustomer,
  'customer.create': createCustomer,
  'customer.update': renameCustomer,
  'identity.add': addIdentity,
  'identity.remove': removeIdentity,
  'merge.create': mergeCustomers,
  'merge.undo': unmerge,
  'merge.list': listMerges,
  'suggestion.list': listSuggestions,
  'suggestion.accept': acceptSuggestion,
  'suggestion.refuse': refuseSuggestion,
} satisfies Handlers
