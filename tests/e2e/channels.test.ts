import { createHmac } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { enter, row } from './agent.ts'
import { type Office, openOffice } from './office.ts'
import { post } from './post.ts'
import { noBrowser, useStage } from './stage.ts'
import { freePort } from '../../server/postgres/free-port.ts'

const { open, parley } = useStage({ DEMO: '0', ALLOW_PRIVATE_HOSTS: '1' })
const address = 'support@teahouse.test'

describe.skipIf(noBrowser)('channels', () => {
  let office: Office
  let owner: Page

  beforeAll(async () => {
    office = await openOffice(parley())
    owner = await enter(await open(), office.owner, '/settings/channels')
  }, 60_000)

  test('a mailbox set up wrongly is told what is wrong and how to mend it, before anything is kept', async () => {
    const closed = await freePort()
    await owner.getByRole('button', { name: 'Connect a channel' }).click()
    await owner.getByRole('button', { name: /^Email/ }).click()
    await fill(owner.locator('form'), { 'Mail address': address, 'IMAP server': '127.0.0.1', 'IMAP port': String(closed) })
    await fill(owner.locator('form'), { 'SMTP server': 'mail.nowhere.invalid', 'SMTP port': '25' })
    await owner.getByRole('button', { name: 'Check connection' }).click()
    const found = owner.getByRole('status', { name: 'What the check found' })
    await found.waitFor({ timeout: 30_000 })
    const problems = found.getByRole('listitem').filter({ hasText: 'Problem' })
    expect(await problems.count()).toBeGreaterThanOrEqual(2)
    await found.getByText(String(closed)).or(found.getByText('127.0.0.1')).first().waitFor()
    await found.getByText('mail.nowhere.invalid').first().waitFor()
    expect(await owner.locator('[aria-invalid=true]').count()).toBeGreaterThanOrEqual(2)
    const { data } = await office.ask<{ data: unknown[] }>('/channels')
    expect(data).toHaveLength(1)
  })

  test('and one set up rightly works at once', async () => {
    await fill(owner.locator('form'), { 'IMAP server': '', 'SMTP server': '' })
    await owner.getByLabel('Built-in receiver').check()
    await owner.getByLabel('How mail is sent').selectOption('outbox')
    await owner.getByRole('button', { name: 'Connect', exact: true }).click()
    await owner.getByRole('button', { name: 'Pause' }).waitFor()
    await post(parley(), { from: 'Ada <ada@example.test>', to: address, subject: 'First mail', text: 'Hello' })
    await owner.goto('/inbox?view=all')
    await row(owner, 'First mail').waitFor()
  })

  test('pausing stops it, resuming lets it go on', async () => {
    await openChannel(owner, 'Email')
    await owner.getByRole('button', { name: 'Pause' }).click()
    await owner.getByText('Nothing is received or sent').waitFor()
    const mail = { from: 'ada@example.test', to: address, subject: 'Once more', text: 'Do you hear me?' }
    await expect(post(parley(), mail)).rejects.toThrow(/45\d/)
    await owner.getByRole('button', { name: 'Resume' }).click()
    await owner.getByRole('button', { name: 'Pause' }).waitFor()
    await post(parley(), mail)
    await owner.goto('/inbox?view=all')
    await row(owner, 'Once more').waitFor()
  })

  test('what nobody can read is parked with its reason and can be tried again', async () => {
    const config = { channelSecret: 'c'.repeat(32), channelAccessToken: 'token-of-a-tea-house' }
    const { id } = await office.ask<{ id: string }>('/channels', { kind: 'line', name: 'Fans', config })
    const body = '{"destination": "cut in ha'
    const headers = { 'X-Line-Signature': createHmac('sha256', config.channelSecret).update(body).digest('base64') }
    expect((await fetch(`${parley().url}/webhooks/${id}`, { method: 'POST', headers, body })).status).toBe(200)
    await owner.goto('/settings/channels')
    await owner.getByText('1 event could not be understood').waitFor()
    await openChannel(owner, 'Fans')
    const parked = owner.getByRole('listitem').filter({ hasText: 'cut in ha' })
    expect(await parked.locator('p').first().textContent()).toMatch(/JSON/)
    await parked.getByRole('button', { name: 'Process again' }).click()
    await owner.getByText('Processing again').waitFor()
    await owner.goto('/settings/channels')
    await owner.getByText('1 event could not be understood').waitFor()
  })
})

async function openChannel(page: Page, name: string): Promise<void> {
  await page.goto('/settings/channels')
  await page
    .getByRole('main')
    .getByRole('link', { name: new RegExp(`^${name}`) })
    .click()
  await page.getByRole('heading', { name }).first().waitFor()
}

async function fill(form: Locator, values: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(values)) await form.getByLabel(label).fill(value)
}
