import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { build, isStale } from '../../scripts/build.mjs'
import { findChromium } from '../support/chromium.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the one Chromium of this run listens; empty where there is none. */
    chromium: string
  }
}

/** Builds what people get, and starts one browser for all files. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  for (const part of ['web', 'server'] as const) if (isStale(part)) await build(part)
  const options = await findChromium()
  const server = options && (await chromium.launchServer(options))
  project.provide('chromium', server?.wsEndpoint() ?? '')
  return async () => server?.close()
}
