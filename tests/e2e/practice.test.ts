import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { adapters } from '../../channels/table.ts'
import { answer, bubble, enter, row } from './agent.ts'
import { seriousFaults } from './axe.ts'
import { askAsDemo, type Ask, demo } from './office.ts'
import { noBrowser, soon, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '1' })
/** Every kind that can be practised with, whatever it is called. */
const practised = [...adapters.values()].filter(({ demo }) => demo?.simulates.includes('text'))

type Found = { data: { id: string; lastMessage: { preview: string } | null }[] }

describe.skipIf(noBrowser)('without an account anywhere', () => {
  let page: Page
  let ask: Ask

  beforeAll(async () => {
    page = await enter(await open({ bypassCSP: true }), demo)
    ask = await askAsDemo(parley())
  }, 60_000)

  test.each(practised)(
    '$kind is set up by its form, takes a customer’s message, and gets an answer out',
    async ({ kind, name, capabilities }) => {
      await page.goto(`/settings/channels/new?kind=${kind}`)
      await page.getByRole('heading', { name: name.en, exact: true }).waitFor()
      await page.getByRole('button', { name: 'Practice without an account' }).click()
      await page.getByLabel('Name', { exact: true }).fill(`Trial of ${kind}`)
      await page.getByRole('button', { name: 'Connect', exact: true }).click()
      await page.getByRole('button', { name: 'Pause' }).waitFor()
      expect(await seriousFaults(page)).toEqual([])

      await page.getByLabel('Text').fill(`Does ${kind} reach you?`)
      await page.getByRole('button', { name: 'Send as customer' }).click()
      await page.getByRole('link', { name: 'View in inbox' }).click()
      await row(page, `Does ${kind} reach you?`).click()
      await bubble(page, `Does ${kind} reach you?`).waitFor()
      await expectWindow(kind)

      await answer(page, `It does, ${kind}.`)
      const tells = ['delivered', 'read'].includes(capabilities.receipts)
      const ticks = tells
        ? '[data-status=delivered], [data-status=read]'
        : '[data-status=sent], [data-status=delivered], [data-status=read]'
      await bubble(page, `It does, ${kind}.`).locator(ticks).first().waitFor({ timeout: 30_000 })
    },
    120_000,
  )

  /** How many answers are left is on screen before one is written. */
  async function expectWindow(kind: string): Promise<void> {
    const { data } = await ask<Found>('/conversations?view=all&limit=100')
    const id = data.find((one) => one.lastMessage?.preview === `Does ${kind} reach you?`)?.id
    const { allowance } = await ask<{ allowance: { remaining: number | null } }>(`/conversations/${id}`)
    if (allowance.remaining === null) return
    await expect
      .poll(
        () =>
          page
            .getByLabel('Write')
            .getByText(/repl(y|ies) left/)
            .textContent(),
        soon,
      )
      .toContain(String(allowance.remaining))
  }
})

describe.skipIf(noBrowser)('a comment below a post', () => {
  const kind = practised.find(({ demo }) => demo?.simulates.includes('comment'))?.kind ?? ''

  test('is marked as public in the list, at its head and where it is answered', async () => {
    const page = await enter(await open({ bypassCSP: true }), demo, `/settings/channels/new?kind=${kind}`)
    await page.getByRole('button', { name: 'Practice without an account' }).click()
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await page.getByLabel('What they send').selectOption('comment')
    await page.getByLabel('Text').fill('Lovely cups, where from?')
    await page.getByRole('button', { name: 'Send as customer' }).click()
    await page.getByRole('link', { name: 'View in inbox' }).click()
    await row(page, 'Lovely cups, where from?').getByText('Comment · Public').waitFor()
    await row(page, 'Lovely cups, where from?').click()
    await page.getByRole('main').getByText('Comment · Public').waitFor()
    await page.getByLabel('Write').getByText('Visible to everyone').waitFor()
    await page.getByRole('button', { name: 'Answer in public' }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
  }, 60_000)
})
