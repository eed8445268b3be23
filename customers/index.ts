import type { Feature } from '../server/feature.ts'
import { moveBirthdays } from './birthdays.ts'
import { handOver } from './hand-over.ts'
import { exportRoutes } from '../server/export/list.ts'
import { exportedCustomers } from './export.ts'
import { findDuplicates, lookAgain, sweepDuplicates } from './duplicates/find.ts'
import { handlers } from './handlers.ts'
import { stats } from './stats.ts'
import { importHandlers, importJobs, importRoutes } from './import/index.ts'
import { optOut } from './opt-out.ts'

export const customers: Feature = {
  name: 'customers',
  handlers: { ...handlers, ...importHandlers },
  routes: (router) => {
    importRoutes(router)
    exportRoutes(router, exportedCustomers)
  },
  subscribers: [lookAgain, optOut, stats, handOver],
  jobs: [findDuplicates, sweepDuplicates, ...importJobs, moveBirthdays],
}

export { identifyAll, type Identified } from './identify.ts'
export { identityKey, type SeenHandle } from './wanted.ts'
export { normalizeIdentity } from './normalize.ts'
export { maySend } from './permits.ts'
export { listConsents } from './consents.ts'
export { seeCustomer } from './customers.ts'
export { findFields } from './fields.ts'
export { findLabels } from './labels.ts'
export { eraseProfile, forgetImports, lockErasable, type Erasable } from './erase.ts'
export { customerCatalogue } from './conditions.ts'
export { sharing } from './share.ts'
