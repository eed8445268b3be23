import type { Feature } from '../server/feature.ts'
import { handlers } from './handlers.ts'

export const customers: Feature = { name: 'customers', handlers }

export { identifyAll, type Identified } from './identify.ts'
export { identityKey, type SeenHandle } from './wanted.ts'
export { nameTokens, searchTokens } from './name-tokens.ts'
export { normalizeIdentity } from './normalize.ts'
export { maySend } from './permits.ts'
export { customerCatalogue } from './conditions.ts'
