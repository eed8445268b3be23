import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Customer } from '../../contract/customers.ts'
import { enter } from './agent.ts'
import { openOffice, type Office } from './office.ts'
import { noBrowser, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0' })

/** “姓名,手机,生日”: 王芳 with a full-width number, 李雷 with a day that does not exist, 何静 known already; all in GBK. */
const gbk = Buffer.from(
  'd0d5c3fb2ccad6bbfa2cc9fac8d50d0acdf5b7bc2ca3b1a3b3a3b8a3b0a3b0a3b1a3b3a3b8a3b0a3b0a3b12c313939302d30352d30340d0ac0eec0d72c31333930303133393030302c323032332d30322d33300d0abacebeb22c31333730303133373030302c0d0a',
  'hex',
)

describe.skipIf(noBrowser)('a file of customers', () => {
  let office: Office
  let page: Page
  const known = async () => (await office.ask<{ data: Customer[] }>('/customers?limit=50')).data.map(({ name }) => name).sort()

  beforeAll(async () => {
    office = await openOffice(parley())
    await office.ask<Customer>('/customers', { name: '何静', phone: '13700137000' })
    page = await enter(await open({ viewport: { width: 1440, height: 900 } }), office.owner, '/customers/import')
  })

  test('in an old Chinese encoding is read, looked through, and taken in', async () => {
    await page.locator('input[type=file]').setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: gbk })
    expect(await page.getByLabel('Encoding').inputValue()).toBe('gb18030')
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.getByRole('heading', { name: 'Preview of changes' }).waitFor()
    expect(await known()).toEqual(['何静'])
    await page.getByText('Row 3').waitFor()
    await page.getByRole('button', { name: /^Import/ }).click()
    await page.getByRole('heading', { name: 'Imported' }).waitFor({ timeout: 60_000 })
    expect(await known()).toEqual(['何静', '李雷', '王芳'])
  })

  test('is taken back, and leaves who was there before', async () => {
    await page.getByRole('button', { name: 'Undo import' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Undo import' }).click()
    await page.getByRole('heading', { name: 'Import undone' }).waitFor({ timeout: 60_000 })
    expect(await known()).toEqual(['何静'])
  })
})
