import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const web = ['web/**/*.test.{ts,tsx}', 'tests/web/**/*.test.{ts,tsx}']
const chaos = ['tests/chaos/**/*.test.ts']
const e2e = ['tests/e2e/**/*.test.ts']

export default defineConfig({
  test: {
    globalSetup: 'tests/support/global-setup.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // A web app built in one file's beforeAll and a browser in another's would fight for two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          env: { APP_SECRET: 'a secret for tests only, of 32 characters and more', ALLOW_PRIVATE_HOSTS: '' },
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', ...web, ...chaos, ...e2e],
        },
      },
      { extends: true, plugins: [react()], test: { name: 'web', environment: 'happy-dom', include: web } },
      {
        extends: true,
        test: {
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
