import type { Feature } from '../server/feature.ts'
import { moveBirthdays } from './profile/birthdays.ts'
import { handOver } from './hand-over.ts'
import { exportRoutes } from '../server/export/list.ts'
import { exportedCustomers } from './export.ts'
import { findDuplicates, lookAgain, sweepDuplicates } from './duplicates/find.ts'
import { handlers } from './handlers.ts'
import { stats } from './segments/stats.ts'
import { importHandlers, importJobs, importRoutes } from './import/index.ts'
import { optOut } from './consent/opt-out.ts'

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

export { identifyAll, type Identified } from './identity/identify.ts'
export { takeProfile } from './identity/profile-hints.ts'
export { identityKey, type SeenHandle } from './identity/wanted.ts'
export { normalizeIdentity } from './identity/normalize.ts'
export { otherSpellings } from './identity/phones.ts'
export { maySend } from './consent/permits.ts'
export { listConsents } from './consent/consents.ts'
export { seeCustomer } from './customers.ts'
export { findFields } from './profile/fields.ts'
export { agreeLabels } from './profile/agree-labels.ts'
export { findLabels } from './profile/labels.ts'
export { eraseProfile, forgetImports, lockErasable, type Erasable } from './erase.ts'
export { customerCatalogues } from './segments/conditions.ts'
export { sharing } from './share.ts'
