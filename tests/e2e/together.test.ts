import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, bubble, enter, messages, row } from './agent.ts'
import { colleague, demo } from './office.ts'
import { noBrowser, soon, useStage } from './stage.ts'
import { visit, type Visitor } from './visitor.ts'

const { open } = useStage({ DEMO: '1' })

describe.skipIf(noBrowser)('two people at one inbox', () => {
  let first: Page
  let second: Page
  let visitor: Visitor

  beforeAll(async () => {
    first = await enter(await open(), demo)
    second = await enter(await open(), colleague)
    for (const page of [first, second]) await page.locator('[data-conversation]').first().waitFor()
  }, 90_000)
  afterAll(() => first?.context().unrouteAll({ behavior: 'ignoreErrors' }))

  /** A new conversation in the queue. */
  async function asked(text: string): Promise<void> {
    visitor = await visit(await open())
    await visitor.say(text)
    for (const page of [first, second]) await row(page, text).waitFor()
  }
  const unread = (page: Page, text: string) => row(page, text).getByRole('img', { name: /unread/ })
  const selected = (page: Page) => page.locator('[data-conversation][aria-current=page]')

  test('what one reads stays unread for the other; marked unread it stays so while it is open, and is read when it is opened again', async () => {
    await asked('Do you have green lids?')
    await row(first, 'green lids').click()
    await unread(first, 'green lids').waitFor({ state: 'detached' })
    await unread(second, 'green lids').waitFor()
    await first.keyboard.press('u')
    await unread(first, 'green lids').waitFor()
    await visitor.say('Or blue lids?')
    await bubble(first, 'Or blue lids?').waitFor()
    await row(first, 'blue lids').getByRole('img', { name: '2 unread messages' }).or(unread(first, 'blue lids')).waitFor()
    await first.goto('/inbox?view=all')
    await unread(first, 'blue lids').waitFor()
    await row(first, 'blue lids').click()
    await unread(first, 'blue lids').waitFor({ state: 'detached' })
    await row(first, 'blue lids').hover()
    await first.getByRole('button', { name: 'Mark as unread' }).first().click()
    await unread(first, 'blue lids').waitFor()
  })

  test('each sees that the other looks, until they look elsewhere or close the page', async () => {
    await asked('Is the shop open on Monday?')
    const looks = (page: Page) => page.getByRole('list', { name: 'Also viewing' })
    await row(first, 'on Monday').click()
    await row(second, 'on Monday').click()
    for (const page of [first, second]) await looks(page).getByText('is also viewing this').waitFor({ state: 'attached' })
    await hide(second, true)
    await looks(first).waitFor({ state: 'detached' })
    await hide(second, false)
    await looks(first).waitFor()
    const third = await enter(second.context(), colleague, new URL(first.url()).pathname)
    await messages(third).waitFor()
    await second.goto('/settings')
    await third.close()
    await looks(first).waitFor({ state: 'detached' })
    await second.goto('/inbox?view=all')
  })

  test('an answer written while a colleague answered is held, though it was seen to come', async () => {
    await asked('What does the large kettle cost?')
    for (const page of [first, second]) await row(page, 'large kettle').click()
    await first.getByRole('textbox', { name: 'Reply' }).fill('It costs')
    await answer(second, 'It is 45 euros.')
    await bubble(first, 'It is 45 euros.').waitFor()
    await answer(first, 'It costs 40 euros.')
    await bubble(first, 'It costs 40 euros.').getByText('It is 45 euros.').waitFor()
    await first.getByRole('button', { name: 'Discard' }).click()
    await bubble(first, 'It costs 40 euros.').waitFor({ state: 'detached' })
    expect(await visitor.texts()).toEqual(['What does the large kettle cost?', 'It is 45 euros.'])
  })

  test('answering from the queue says that it assigned, in the thread too, and can be taken back; the toast lies beside the composer', async () => {
    await asked('Can I pay by invoice?')
    await row(first, 'by invoice').click()
    await answer(first, 'Yes, you can.')
    // Who asked may be looking at it.
    await bubble(first, 'Yes, you can.').locator('[data-status=sent], [data-status=delivered], [data-status=read]').waitFor()
    const toast = first.getByText('Assigned to you because you replied')
    await toast.waitFor()
    await messages(first).getByText('You took this over by replying').waitFor()
    const [said, field] = [
      await toast.boundingBox(),
      await first.getByRole('region', { name: 'Write' }).or(first.locator('#composer')).first().boundingBox(),
    ]
    expect(said!.x + said!.width <= field!.x || said!.y + said!.height <= field!.y).toBe(true)
    await first.getByRole('button', { name: 'Undo' }).click()
    await messages(first).getByText('You unassigned this').waitFor()
  })

  test('after Resolve the next row is open, and Undo opens the one before again', async () => {
    await asked('One of two')
    await asked('Two of two')
    await row(first, 'Two of two').click()
    await expect.poll(() => selected(first).textContent(), soon).toContain('Two of two')
    const rows = await first.locator('[data-conversation]').evaluateAll((all) => all.map((one) => one.getAttribute('data-conversation')))
    await first.keyboard.press('e')
    await row(first, 'Two of two').waitFor({ state: 'detached' })
    await expect.poll(() => selected(first).getAttribute('data-conversation'), soon).toBe(rows[1])
    await first.keyboard.press('z')
    await row(first, 'Two of two').waitFor()
    await expect.poll(() => selected(first).textContent(), soon).toContain('Two of two')
  })

  test('a thread that could not be loaded keeps its badge, and is there by itself when the server answers again', async () => {
    await asked('Where is my parcel?')
    const isOfThread = (url: URL) => /\/conversations\/[\da-f-]{36}(\/messages)?$/.test(url.pathname)
    await first.context().route(isOfThread, (route) => route.abort())
    await first.goto('/inbox?view=all')
    await row(first, 'my parcel').click()
    await first.getByText('Couldn’t load messages').waitFor()
    await first.getByRole('button', { name: 'Try again' }).waitFor()
    await unread(first, 'my parcel').waitFor()
    await first.context().unroute(isOfThread)
    await bubble(first, 'Where is my parcel?').waitFor()
    await unread(first, 'my parcel').waitFor({ state: 'detached' })
  })
})

// A headless browser has no tab that lies behind another: the page is told so.
const hide = (page: Page, hidden: boolean) =>
  page.evaluate((isHidden) => {
    Object.defineProperty(document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible', configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)
