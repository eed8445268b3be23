import { exportRoutes } from '../server/export/list.ts'
import type { Feature } from '../server/feature.ts'
import { dropExpiredLimits } from '../server/rate-limit.ts'
import { dropExpiredSessions } from '../server/session.ts'
import { exportedAudit } from './audit-export.ts'
import { handlers } from './handlers.ts'

const hour = 3_600_000

export const accounts: Feature = {
  name: 'accounts',
  handlers,
  routes: (router) => exportRoutes(router, exportedAudit),
  jobs: [
    {
      name: 'accounts.tidy',
      every: hour,
      run: async () => {
        await dropExpiredSessions()
        await dropExpiredLimits()
      },
    },
  ],
}

export { demoSignIn, demoSignInWorks } from './demo.ts'
export { ensureColleagues, ensureDemoOwner } from './demo-team.ts'
