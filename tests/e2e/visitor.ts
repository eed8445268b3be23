import type { BrowserContext, Locator, Page } from 'playwright-core'

/** Somebody in the demo shop with the chat open. */
export type Visitor = {
  page: Page
  say: (text: string) => Promise<void>
  texts: () => Promise<string[]>
  /** Everything of the chat on the shop's page. */
  chat: Locator
}

export async function visit(context: BrowserContext): Promise<Visitor> {
  const page = await context.newPage()
  await page.goto('/demo')
  await openChat(page)
  return visitorOn(page)
}

export async function openChat(page: Page): Promise<void> {
  await page.locator('#parley .launcher').click()
  await page.locator('#parley textarea').waitFor()
}

export function visitorOn(page: Page): Visitor {
  const chat = page.locator('#parley')
  const say = async (text: string) => {
    await chat.locator('textarea').fill(text)
    await chat.locator('.send').click()
  }
  return { page, chat, say, texts: () => chat.locator('.m .text').allTextContents() }
}
