import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../contract/conversations.ts'
import type { Customer } from '../../contract/customers.ts'
import type { Label } from '../../contract/fields.ts'
import type { Role } from '../../contract/roles.ts'
import type { Invite, Session } from '../../contract/users.ts'
import { enter, type Who } from './agent.ts'
import { addMailbox, asker, type Office, openOffice } from './office.ts'
import { noBrowser, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0' })
const desk = { viewport: { width: 1440, height: 900 } }

const field = (page: Page, name: string) => page.getByRole('button', { name: new RegExp(`^${name}: `) })

/** Writes a field of the open profile where it stands. */
async function write(page: Page, name: string, value: string): Promise<void> {
  await field(page, name).click()
  await page.getByRole('textbox', { name, exact: true }).fill(value)
  await page.keyboard.press('Enter')
}

describe.skipIf(noBrowser)('customers', () => {
  let office: Office
  let lin: Customer
  let mei: Page
  let other: Page

  beforeAll(async () => {
    office = await openOffice(parley())
    for (const [name, phone] of [
      ['欧阳晓', '13800138001'],
      ['Maria Lindqvist', '13800138002'],
    ] as const)
      await office.ask<Customer>('/customers', { name, phone })
    lin = await office.ask<Customer>('/customers', { name: '林晓雨', email: 'lin@example.cn' })
    await office.ask<Label>('/labels', { name: 'VIP', tone: 'seal' })
    mei = await enter(await open(desk), office.owner, '/customers')
    other = await enter(await open(desk), office.owner, `/customers/${lin.id}`)
  })

  test('are found by pinyin and opened from the keyboard', async () => {
    await mei.getByRole('searchbox', { name: 'Search by name, phone or email' }).fill('linxiao')
    await mei.getByRole('link', { name: '林晓雨' }).waitFor()
    await mei.getByRole('link', { name: '欧阳晓' }).waitFor({ state: 'detached' })
    await mei.getByRole('searchbox').blur()
    await mei.keyboard.press('j')
    await expect.poll(() => mei.evaluate(() => document.activeElement?.textContent)).toBe('林晓雨')
    await mei.keyboard.press('o')
    await mei.getByRole('heading', { name: '林晓雨' }).waitFor()
    expect(new URL(mei.url()).pathname).toBe(`/customers/${lin.id}`)
  })

  test('are edited where they stand; the other screen and the timeline follow', async () => {
    await write(mei, 'Company', '云帆贸易')
    await field(mei, 'Company').getByText('云帆贸易').waitFor()
    await field(other, 'Company').getByText('云帆贸易').waitFor()
    await other.getByText('Mei Chen set Company: 云帆贸易').waitFor()
  })

  test('two who write the same field are both told, and one chooses', async () => {
    await field(mei, 'Company').click()
    await mei.getByRole('textbox', { name: 'Company', exact: true }).fill('Mine Ltd')
    await write(other, 'Company', 'Theirs Ltd')
    await field(other, 'Company').getByText('Theirs Ltd').waitFor()
    await mei.keyboard.press('Enter')
    const disagreement = mei.getByRole('alert').filter({ hasText: 'Which value do you want to keep?' })
    await disagreement.getByText('Theirs Ltd').waitFor()
    await disagreement.getByRole('button', { name: 'Use mine' }).click()
    await field(other, 'Company').getByText('Mine Ltd').waitFor()
  })

  test('a note left on a profile is on every screen’s timeline', async () => {
    await mei.getByRole('textbox', { name: 'Note', exact: true }).fill('Calls after two.')
    await mei.getByRole('button', { name: 'Add note' }).click()
    await other.getByRole('article').filter({ hasText: 'Calls after two.' }).waitFor()
  })

  test('a file is sent from the profile on the way one chooses', async () => {
    await addMailbox(office.ask, 'shop@example.test')
    await mei.reload()
    await mei.getByRole('radio', { name: 'Message', exact: true }).click()
    await mei.getByRole('combobox', { name: 'To' }).selectOption('lin@example.cn')
    expect(await mei.getByRole('combobox', { name: 'Via' }).locator('option:checked').textContent()).toContain('New conversation')
    await mei.getByRole('textbox', { name: 'Subject' }).fill('Your tea')
    await mei.locator('input[type=file]').setInputFiles({ name: 'tea.txt', mimeType: 'text/plain', buffer: Buffer.from('Oolong') })
    await mei.getByRole('button', { name: 'Remove tea.txt' }).waitFor()
    await mei.getByRole('textbox', { name: 'Write to the customer' }).fill('The list you asked for.')
    await mei.getByRole('button', { name: 'Send', exact: true }).click()
    const sent = other.getByRole('article').filter({ hasText: 'The list you asked for.' })
    await sent.getByText('tea.txt').waitFor()
    await mei.getByRole('button', { name: 'Remove tea.txt' }).waitFor({ state: 'detached' })
  })

  test('many are labelled at once', async () => {
    await mei.goto('/customers')
    await mei.getByRole('checkbox', { name: 'Select 欧阳晓' }).check()
    await mei.getByRole('checkbox', { name: 'Select Maria Lindqvist' }).check()
    await mei.getByRole('button', { name: 'Add label' }).click()
    await mei.getByRole('menuitem', { name: 'VIP' }).click()
    await mei.getByText('2 customers changed').waitFor()
    await expect.poll(() => mei.getByRole('row').filter({ hasText: 'VIP' }).count()).toBe(2)
  })

  test('a conversation given away closes on the screen of who may see only their own', async () => {
    const sam = await joinWithOwnScope(office, 'sam@example.com')
    const conversation = await writtenTo(office, lin)
    await office.ask(`/conversations/${conversation.id}/assign`, { assigneeId: sam.id })
    const page = await enter(await open(desk), sam, `/inbox/${conversation.id}`)
    await page.getByRole('heading', { level: 1, name: '林晓雨' }).waitFor()
    await office.ask(`/conversations/${conversation.id}/assign`, { assigneeId: null })
    await page.getByText('You no longer have access to this conversation.').waitFor()
    await page.getByText('No conversations assigned to you').waitFor()
    expect(await page.getByText('林晓雨').count()).toBe(0)
  })

  /** Somebody whose role shows them their own work only. */
  async function joinWithOwnScope({ ask }: Office, email: string): Promise<Who & { id: string }> {
    const permissions = ['inbox.read', 'inbox.work', 'customer.read', 'customer.write']
    const role = await ask<Role>('/roles', { name: 'Own work', permissions, scope: 'own', masked: [] })
    const { link = '' } = await ask<Invite>('/invites', { email, role: role.id })
    const who = { email, password: 'yet another long password' }
    const token = link.split('/').at(-1)
    const { user } = await asker(parley(), '')<Session>('/invites/accept', { token, name: 'Sam', password: who.password })
    return { ...who, id: user.id }
  }

  async function writtenTo({ ask }: Office, customer: Customer): Promise<Conversation> {
    const channel = await addMailbox(ask, 'help@example.test')
    const start = {
      customerId: customer.id,
      channelId: channel.id,
      identityId: customer.identities[0]?.id,
      subject: 'Your order',
      text: '您好',
    }
    const { conversation } = await ask<{ conversation: Conversation }>('/conversations', start)
    return conversation
  }
})
