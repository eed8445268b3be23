import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answer, bubble, enter, messages, reaches, row } from './agent.ts'
import { type Canary, startCanary } from './canary.ts'
import { hostileMail } from './hostile.ts'
import { addMailbox, type Office, openOffice } from './office.ts'
import { post } from './post.ts'
import { noBrowser, soon, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0', ALLOW_PRIVATE_HOSTS: '1' })
const address = 'support@teahouse.test'

describe.skipIf(noBrowser)('mail', () => {
  let office: Office
  let agent: Page
  let canary: Canary

  beforeAll(async () => {
    office = await openOffice(parley())
    await addMailbox(office.ask, address)
    canary = await startCanary()
    agent = await enter(await open(), office.owner)
  }, 60_000)
  afterAll(() => canary?.close())

  test('sent to the receiver becomes a conversation; the answer lies in the outbox with the headers that thread it', async () => {
    const before = { messageId: '<first@customer.example>', references: ['<older@customer.example>'] }
    await post(parley(), { from: 'Li Wei <li.wei@example.cn>', to: address, subject: 'Invoice 发票', text: 'Please send it.', ...before })
    await row(agent, 'Invoice 发票').click()
    await bubble(agent, 'Please send it.').waitFor()
    await answer(agent, 'Here it is.')
    await reaches(agent, 'Here it is.', 'sent')
    await agent.goto('/outbox')
    const mail = agent.locator('details', { hasText: 'Here it is.' })
    const header = (name: string) => mail.locator('dl > div', { has: agent.getByText(name, { exact: true }) }).locator('dd')
    await expect.poll(() => header('Subject').textContent(), soon).toBe('Re: Invoice 发票')
    expect(await header('To').textContent()).toContain('li.wei@example.cn')
    expect(await header('In-Reply-To').textContent()).toContain('first@customer.example')
    expect(await header('References').textContent()).toMatch(/older@customer\.example.*first@customer\.example/)
    const kept = await emlFiles(path.join(parley().dataDir, 'outbox'))
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatch(/^In-Reply-To: <first@customer\.example>/m)
    await agent.goto('/inbox?view=all')
  })

  test('to many is no wider than its thread, nor is it covered by an answer that grows; on a tablet the name is there in full', async () => {
    const cc = Array.from({ length: 6 }, (_, index) => `a.long.address.${index}@department.customer.example`)
    const text = Array.from({ length: 40 }, (_, index) => `Line ${index + 1} of the order.`).join('\n')
    await post(parley(), { from: 'Zhou Lan <lan@customer.example>', to: address, cc, subject: 'Order for many', text })
    await row(agent, 'Order for many').click()
    const inRow = row(agent, 'Order for many').getByText('Zhou Lan', { exact: true })
    expect(await inRow.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(0)
    const mail = bubble(agent, 'Line 40 of the order.')
    await mail.getByTitle('Details').waitFor()
    const right = async (one: Locator) => one.evaluate((element) => element.getBoundingClientRect().right)
    expect(await right(mail.locator('.bubble-text'))).toBeLessThan(await right(messages(agent)))

    const left = () => messages(agent).evaluate((log) => log.scrollHeight - log.scrollTop - log.clientHeight)
    await expect.poll(left, soon).toBeLessThan(2)
    await agent.getByRole('textbox', { name: 'Reply' }).fill('a\nb\nc\nd\ne\nf')
    await agent.waitForTimeout(300)
    expect(await left()).toBeLessThan(2)
    await agent.getByRole('textbox', { name: 'Reply' }).fill('')

    const size = agent.viewportSize()!
    await agent.setViewportSize({ width: 820, height: 1100 })
    const name = agent.getByRole('heading', { name: 'Zhou Lan', level: 1 })
    expect(await name.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0)
    await agent.setViewportSize(size)
  })

  test('that is hostile is shown, runs nothing, fetches nothing and covers nothing', async () => {
    const html = hostileMail(canary.url)
    await post(parley(), { from: 'Mallory <mallory@example.test>', to: address, subject: 'Complaint', html, text: '' })
    await row(agent, 'Complaint').click()
    const asDesigned = agent.getByRole('button', { name: 'Formatted' })
    const frame = agent.frameLocator('iframe[title^="Mail as sent"]')
    await asDesigned.or(agent.locator('iframe[title^="Mail as sent"]')).first().waitFor()
    if (await asDesigned.isVisible()) await asDesigned.click()
    await frame.getByText('Dear shop, this is the visible text.').waitFor()
    for (const link of await frame.locator('a').all()) await link.dispatchEvent('click')
    await agent.waitForTimeout(1000)
    expect(await agent.evaluate(acted)).toBe(false)
    expect(canary.hits).toEqual([])
    expect(
      await frame.locator('script, form, input, button, iframe, object, embed, svg, math, base, meta[http-equiv=refresh]').count(),
    ).toBe(0)
    expect(new URL(agent.url()).pathname).toMatch(/^\/inbox\//)
    expect(await agent.context().pages()).toHaveLength(1)
    // What lies on top at the app's own buttons is still the app.
    await agent.getByRole('button', { name: 'Assign', exact: true }).click({ trial: true })
    await agent.getByRole('link', { name: 'Customers' }).click({ trial: true })

    await agent.getByRole('button', { name: 'Show pictures' }).click()
    await expect.poll(() => canary.hits, soon).toContain('/picture.png')
    expect(canary.hits.filter((url) => !/^\/(picture\.png|srcset|source)$/.test(url))).toEqual([])
    expect(await agent.evaluate(acted)).toBe(false)
  })

  test('the same mail does act where nothing protects, so that the test above can fail', async () => {
    const bare = await startCanary()
    const page = await (await open()).newPage()
    await page.setContent(hostileMail(bare.url).replace(/<meta[^>]*refresh[^>]*>/, ''))
    await expect.poll(() => page.evaluate(acted), soon).toBe(true)
    await expect.poll(() => bare.hits.length, soon).toBeGreaterThan(5)
    bare.close()
  })
})

const acted = () => 'acted' in window

async function emlFiles(folder: string): Promise<string[]> {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.eml'))
  return Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))
}
