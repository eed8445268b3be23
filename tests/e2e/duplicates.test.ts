import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Customer } from '../../contract/customers.ts'
import type { Suggestion } from '../../contract/merges.ts'
import { enter } from './agent.ts'
import { openOffice, type Office } from './office.ts'
import { noBrowser, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0' })

describe.skipIf(noBrowser)('two who may be one', () => {
  let office: Office
  let page: Page
  let kept: Customer
  const pair = () => page.getByRole('listitem', { name: '苏晚晴 and 苏晚晴' })
  const suggestions = async () => (await office.ask<{ data: Suggestion[] }>('/duplicates')).data

  beforeAll(async () => {
    office = await openOffice(parley())
    kept = await office.ask<Customer>('/customers', { name: '苏晚晴', phone: '13900138007' })
    await office.ask<Customer>('/customers', { name: '苏晚晴', email: '13900138007@example.cn' })
    await vi.waitUntil(async () => (await suggestions()).length === 1, { timeout: 60_000, interval: 500 })
    page = await enter(await open({ viewport: { width: 1440, height: 900 } }), office.owner, '/duplicates')
  })

  test('are merged by a click and taken apart by another', async () => {
    await pair()
      .getByRole('button', { name: /^Merge into this one/ })
      .first()
      .click()
    await page.getByText('Merged into 苏晚晴').waitFor()
    await pair().waitFor({ state: 'detached' })
    expect(await suggestions()).toEqual([])
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByText('Merge undone').waitFor()
    await pair().waitFor()
    const { data } = await office.ask<{ data: Customer[] }>(`/customers?q=${encodeURIComponent('苏晚晴')}`)
    expect(data.map(({ identities }) => identities.length)).toEqual([1, 1])
  })

  test('are merged from the profile, with the way back in its history', async () => {
    await page.goto(`${parley().url}/customers/${kept.id}`)
    await page.getByRole('heading', { name: '苏晚晴' }).waitFor()
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('menuitem', { name: 'Merge…' }).click()
    await page.getByRole('textbox', { name: 'Search customers by name or contact' }).fill('13900138007@')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /苏晚晴/ })
      .click()
    await page.getByRole('button', { name: 'Merge', exact: true }).click()
    await page.getByText('Merged into 苏晚晴').waitFor()
    await page.getByText('13900138007@example.cn').first().waitFor()
  })

  test('and whom a colleague judges meanwhile stay in their place, marked, until the list is shown anew', async () => {
    await office.ask<Customer>('/customers', { name: '周小川', phone: '13900138017' })
    await office.ask<Customer>('/customers', { name: '周小川', email: '13900138017@example.cn' })
    const { id } = await vi.waitUntil(async () => (await suggestions())[0], { timeout: 60_000, interval: 500 })
    await page.goto(`${parley().url}/duplicates`)
    const other = page.getByRole('listitem', { name: '周小川 and 周小川' })
    await other.getByRole('button', { name: 'Not duplicates' }).waitFor()
    await office.ask(`/duplicates/${id}/refuse`, {})
    await other.getByText('No longer open').waitFor()
    expect(await other.getByRole('button').count()).toBe(0)
    await page.getByRole('button', { name: 'Refresh' }).click()
    await page.getByText('No likely duplicates').waitFor()
  })
})
