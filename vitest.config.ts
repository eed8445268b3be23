import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

const web = ['web/**/*.test.{ts,tsx}', 'tests/web/**/*.test.{ts,tsx}']

export default defineConfig({
  test: {
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'server',
          environment: 'node',
          include: ['**/*.test.ts'],
          exclude: ['**/node_modules/**', 'dist/**', 'tests/chaos/**', ...web],
        },
      },
      { plugins: [react()], test: { name: 'web', environment: 'happy-dom', include: web } },
    ],
  },
})
