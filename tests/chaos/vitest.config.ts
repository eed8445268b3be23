import { defineConfig } from 'vitest/config'

/** `npm run test:chaos`; with CHAOS=short in a few minutes. APP_SECRET is shared with the server, so that visitors' tokens can be made here. */
export default defineConfig({
  test: {
    include: ['tests/chaos/**/*.test.ts'],
    env: { APP_SECRET: 'a secret for tests only, of 32 characters and more' },
    fileParallelism: false,
    testTimeout: 45 * 60_000,
    hookTimeout: 120_000,
  },
})
