import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { bubble, enter, messages } from './agent.ts'
import { demo } from './office.ts'
import { noBrowser, soon, useStage } from './stage.ts'

const { open } = useStage({ DEMO: '1' })

describe.skipIf(noBrowser)('by keyboard alone', () => {
  let page: Page

  beforeAll(async () => {
    page = await enter(await open(), demo)
    await page.locator('[data-conversation]').first().waitFor()
  }, 60_000)

  const selected = () => page.locator('[data-conversation][aria-current=page]').getAttribute('data-conversation')
  const ids = () => page.locator('[data-conversation]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-conversation')))

  test('j and k walk through the list', async () => {
    const [first, second] = await ids()
    await page.keyboard.press('j')
    await expect.poll(selected, soon).toBe(first)
    await page.keyboard.press('j')
    await expect.poll(selected, soon).toBe(second)
    await page.keyboard.press('k')
    await expect.poll(selected, soon).toBe(first)
  })

  test('r writes a reply, n a note, Escape leaves the field, Ctrl+Enter sends', async () => {
    await page.keyboard.press('r')
    await expect.poll(() => focusedLabel(page), soon).toBe('Reply')
    await page.keyboard.press('Escape')
    await page.keyboard.press('n')
    await expect.poll(() => focusedLabel(page), soon).toBe('Note')
    await page.keyboard.type('Written without a mouse')
    await page.keyboard.press('Control+Enter')
    await bubble(page, 'Written without a mouse').waitFor()
    await page.keyboard.press('Escape')
  })

  test('e resolves, z takes it back', async () => {
    const id = await selected()
    await page.keyboard.press('e')
    await expect.poll(async () => (await ids()).includes(id), soon).toBe(false)
    await page.keyboard.press('z')
    await expect.poll(async () => (await ids()).includes(id), soon).toBe(true)
    await expect.poll(selected, soon).toBe(id)
    await bubble(page, 'Written without a mouse').waitFor()
  })

  test('a opens the people to assign to, and Escape gives the focus back', async () => {
    await openMenu(page, 'a')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(() => focusedLabel(page), soon).toBe('Assign')
    await openMenu(page, 'a')
    await page.getByRole('menuitemradio', { name: 'Unassigned' }).waitFor()
    await page.keyboard.press('End')
    await page.locator('[role^=menuitem]:focus').last().waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor({ state: 'detached' })
  })

  test('s opens the moods of the newest message at the one it has; z takes a correction back', async () => {
    const negative = messages(page).getByRole('button', { name: 'Mood: Unhappy' })
    const before = await negative.count()
    await openMenu(page, 's')
    await page.getByRole('menuitemradio', { checked: true }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    await expect.poll(() => focusedLabel(page), soon).toMatch(/^Mood/)
    await openMenu(page, 's')
    await page.getByRole('menuitemradio', { name: 'Unhappy', checked: false }).waitFor()
    await page.keyboard.press('End')
    await page.locator('[role=menuitemradio]:focus', { hasText: 'Unhappy' }).waitFor()
    await page.keyboard.press('Enter')
    await expect.poll(() => negative.count(), soon).toBe(before + 1)
    await page.keyboard.press('z')
    await expect.poll(() => negative.count(), soon).toBe(before)
  })

  test('? shows every key; the palette finds a command and a person', async () => {
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Correct the mood').waitFor()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    const field = page.getByRole('combobox')
    await field.fill('settings')
    await page.getByRole('option', { name: 'Settings' }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/settings/**')
    await page.keyboard.press('Control+k')
    await field.fill('Maria')
    await page.getByRole('option', { name: 'Maria' }).first().waitFor()
    await page.keyboard.press('Enter')
    await messages(page)
      .or(page.getByRole('heading', { name: /Maria/ }))
      .first()
      .waitFor()
  })

  test('the focus is always to be seen', async () => {
    await page.goto('/inbox?view=all')
    await page.locator('[data-conversation]').first().waitFor()
    let seen = 0
    for (let stop = 0; stop < 12; stop++) {
      await page.keyboard.press('Tab')
      const look = await page.evaluate(() => {
        const { activeElement: at, body } = document
        const style = getComputedStyle(at ?? body)
        return { tag: at?.outerHTML.slice(0, 120), away: at === body, ring: style.boxShadow, outline: style.outlineStyle }
      })
      // Behind the last stop the focus is the browser's own.
      if (look.away) break
      seen++
      expect(look.ring !== 'none' || look.outline !== 'none', look.tag).toBe(true)
    }
    expect(seen).toBeGreaterThan(5)
  })
})

/** Opens a menu by its key; a key pressed before the menu has the focus would go elsewhere. */
async function openMenu(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key)
  await page.locator('[role=menu]:focus, [role=menu]:focus-within').waitFor()
}

const focusedLabel = (page: Page) => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '')
