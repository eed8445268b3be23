import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'
import { cloneDatabase, dropDatabase } from '../support/database.ts'
import { type Parley, startParley } from '../support/parley.ts'
import { mustSkip } from '../support/strict.ts'

/** Whether these tests must be left out. */
export const noBrowser = mustSkip('a Chromium', inject('chromium') !== '')

/** How long `expect.poll` goes on asking. */
export const soon = { timeout: 20_000, interval: 100 }

/** A Parley of the file's own and windows onto it. Windows are closed at the end of the file at the latest. */
export type Stage = { parley: () => Parley; open: (options?: BrowserContextOptions) => Promise<BrowserContext> }

/** Call it at the top of a file; `settings` are environment variables of the server. */
export function useStage(settings: Record<string, string>): Stage {
  let parley: Parley
  let browser: Browser
  let database: string
  beforeAll(async () => {
    if (noBrowser) return
    database = await cloneDatabase()
    parley = await startParley(database, settings)
    browser = await chromium.connect(inject('chromium'))
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await parley?.end()
    if (database) await dropDatabase(database)
  })
  const open = async (options: BrowserContextOptions = {}) => {
    const context = await browser.newContext({ baseURL: parley.url, locale: 'en-US', timezoneId: 'UTC', ...options })
    context.setDefaultTimeout(20_000)
    return context
  }
  return { parley: () => parley, open }
}
