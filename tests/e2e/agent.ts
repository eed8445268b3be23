import type { BrowserContext, Locator, Page } from 'playwright-core'

export type Who = { email: string; password: string }

/** Signs in behind the scenes and opens the app at `path`. */
export async function enter(context: BrowserContext, who: Who, path = '/inbox?view=all'): Promise<Page> {
  const answer = await context.request.post('/api/v1/session', {
    data: { email: who.email, password: who.password },
    headers: { 'X-Parley': 'web' },
  })
  if (!answer.ok()) throw new Error(`${who.email} could not sign in: ${await answer.text()}`)
  const page = await context.newPage()
  await page.goto(path)
  return page
}

/** The conversation's line in the list. */
export const row = (page: Page, text: string): Locator => page.locator('[data-conversation]', { hasText: text })
/** The open thread's messages. */
export const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' })
/** One of them. */
export const bubble = (page: Page, text: string): Locator => messages(page).getByRole('article').filter({ hasText: text })

/** Waits until the message's tick stands at `status`. */
export async function reaches(page: Page, text: string, status: string): Promise<void> {
  await bubble(page, text).locator(`[data-status=${status}]`).waitFor()
}

/** Writes in the composer and sends. */
export async function answer(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Reply' }).fill(text)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
}

/** Every text in the thread, oldest first. */
export const texts = (page: Page): Promise<string[]> => messages(page).locator('.bubble-text').allTextContents()
