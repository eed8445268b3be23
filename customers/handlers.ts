import type { Handlers } from '../server/feature.ts'
import { createCustomer } from './create.ts'
import { seeCustomer } from './customers.ts'
import { addIdentity, removeIdentity } from './identities.ts'
import { listCustomers } from './list.ts'
import { renameCustomer } from './rename.ts'

export const handlers = {
  'customer.list': listCustomers,
  'customer.get': seeCustomer,
  'customer.create': createCustomer,
  'customer.update': renameCustomer,
  'identity.add': addIdentity,
  'identity.remove': removeIdentity,
} satisfies Handlers
