import type { Feature } from '../server/feature.ts'
import { dropExpiredLimits } from '../server/rate-limit.ts'
import { dropExpiredSessions } from '../server/session.ts'
import { handlers } from './handlers.ts'

const hour = 3_600_000

export const accounts: Feature = {
  name: 'accounts',
  handlers,
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

export { acceptInvite } from './accept-invite.ts'
export { demoSignIn } from './demo.ts'
export { createInvite } from './invites.ts'
export { setUp } from './setup.ts'
