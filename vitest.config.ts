import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const web = ['web/**/*.test.{ts,tsx}', 'tests/web/**/*.test.{ts,tsx}']
const chaos = ['tests/chaos/**/*.test.ts']
const e2e = ['tests/e2e/**/*.test.ts']
// About PostgreSQL, processes and permissions alone: a pass with Redis would say the same of them once more.
const withoutRedis = [
  'tests/integration/{database-away,first-starts,isolation,leases,locked,migrate,pool}.test.ts',
  'tests/integration/access/{look-ups,masked,matrix,threads}.test.ts',
]

// A web app built in one file's beforeAll and a browser in another's would fight for two cores. What is waited for may be long in coming there.
const limits = { testTimeout: 30_000, hookTimeout: 60_000, maxWorkers: 2, expect: { poll: { timeout: 20_000 } } }

export default defineConfig({
  test: {
    // The database cluster is one for all projects: they are given what is said of it here, and do not inherit the rest.
    globalSetup: 'tests/support/global-setup.ts',
    projects: [
      {
        test: {
          ...limits,
          name: 'server',
          environment: 'node',
          env: { APP_SECRET: 'a secret for tests only, of 32 characters and more', ALLOW_PRIVATE_HOSTS: '' },
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', ...web, ...chaos, ...e2e, ...(process.env['REDIS_URL'] ? withoutRedis : [])],
        },
      },
      { plugins: [react()], test: { ...limits, name: 'web', environment: 'happy-dom', include: web } },
      {
        test: {
          ...limits,
          name: 'e2e',
          environment: 'node',
          include: e2e,
          globalSetup: 'tests/e2e/setup.ts',
          testTimeout: 90_000,
          // One browser, and nothing else on the machine: what people wait for is timed here.
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
