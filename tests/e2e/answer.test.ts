import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { answer, bubble, enter, messages, reaches, row } from './agent.ts'
import { colleague, demo } from './office.ts'
import { noBrowser, soon, useStage } from './stage.ts'
import { visit } from './visitor.ts'

const { open } = useStage({ DEMO: '1' })

describe.skipIf(noBrowser)('a message comes in, an agent answers, the customer reads it', () => {
  let first: Page
  let second: Page

  beforeAll(async () => {
    first = await signInByHand()
    second = await enter(await open(), colleague)
    for (const page of [first, second]) await page.locator('[data-conversation]').first().waitFor()
  }, 90_000)

  async function signInByHand(): Promise<Page> {
    const page = await (await open()).newPage()
    await page.goto('/')
    await page.getByRole('button', { name: 'Use demo account' }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('navigation', { name: 'Main navigation' }).waitFor()
    await page.goto('/inbox?view=all')
    return page
  }

  test('from the shop to the agent’s screen and back, seen by a colleague, without a reload', async () => {
    const visitor = await visit(await open())
    const [before, beforeThere] = [await titleCount(first), await titleCount(second)]
    await visitor.say('Is the blue pot still there?')
    for (const page of [first, second])
      await row(page, 'Is the blue pot still there?').getByRole('img', { name: '1 unread message' }).waitFor()
    await expect.poll(() => titleCount(first), soon).toBe(before + 1)
    await row(first, 'Is the blue pot still there?').click()
    await bubble(first, 'Is the blue pot still there?').waitFor()
    await visitor.chat.locator('.tick.read').waitFor()
    await row(first, 'Is the blue pot still there?').getByRole('img', { name: '1 unread message' }).waitFor({ state: 'detached' })
    await expect.poll(() => titleCount(first), soon).toBe(before)
    expect(await titleCount(second)).toBe(beforeThere + 1)

    await row(second, 'Is the blue pot still there?').click()
    await expect.poll(() => titleCount(second), soon).toBe(beforeThere)
    await second.getByText('is also viewing this').waitFor({ state: 'attached' })
    await first.getByRole('textbox', { name: 'Reply' }).pressSequentially('Three ')
    await visitor.chat.locator('.typing').waitFor()
    await messages(second).getByText('is writing').waitFor()
    await answer(first, 'Three are left.')
    await expect.poll(visitor.texts, soon).toEqual(['Is the blue pot still there?', 'Three are left.'])
    for (const page of [first, second]) await reaches(page, 'Three are left.', 'read')

    // Writing is told at most every 2.5 s, and the first message was not long ago.
    const typing = visitor.chat.locator('textarea').pressSequentially('One pot please', { delay: 250 })
    await messages(first).getByText('is writing').waitFor()
    await typing
    await visitor.say('One please')
    for (const page of [first, second]) await bubble(page, 'One please').waitFor()
  })

  test('an answer is only sent and delivered while the visitor looks elsewhere, and counted on his button and tab', async () => {
    const visitor = await visit(await open())
    await visitor.say('I will come back later')
    await row(first, 'I will come back later').click()
    await visitor.page.keyboard.press('Escape')
    await lookAway(visitor.page)
    await answer(first, 'We wait for you.')
    await reaches(first, 'We wait for you.', 'delivered')
    await expect.poll(() => visitor.chat.locator('.badge').textContent(), soon).toBe('1')
    expect(await visitor.page.title()).toContain('(1)')
    await lookAt(visitor.page)
    await visitor.chat.locator('.launcher').click()
    await reaches(first, 'We wait for you.', 'read')
    await expect.poll(() => visitor.page.title(), soon).not.toContain('(1)')
  })

  test('a stranger is not let in, and is told so', async () => {
    const page = await (await open()).newPage()
    await page.goto('/inbox')
    await page.getByLabel('Email').fill(demo.email)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('navigation', { name: 'Main navigation' }).count()).toBe(0)
  })
})

const titleCount = async (page: Page) => Number(/^\((\d+)\)/.exec(await page.title())?.[1] ?? 0)

// A headless browser has no tab that lies behind another: the page is told so.
const lookAway = (page: Page) => page.evaluate(hide, true)
const lookAt = (page: Page) => page.evaluate(hide, false)
function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: hidden, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}
