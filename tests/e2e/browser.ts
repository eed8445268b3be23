import { existsSync } from 'node:fs'
import chromium from '@sparticuz/chromium'
import { chromium as playwright, type Browser } from 'playwright-core'

/** A real Chromium: CHROMIUM_PATH, the system's own, or the one that comes with npm. */
export async function openBrowser(): Promise<Browser> {
  const system =
    process.env['CHROMIUM_PATH'] ??
    ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file))
  if (system) return playwright.launch({ executablePath: system, args: ['--no-sandbox', '--disable-dev-shm-usage'] })
  return playwright.launch({ executablePath: await chromium.executablePath(), args: chromium.args })
}
