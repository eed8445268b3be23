import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../contract/conversations.ts'
import { bubble, enter, row } from './agent.ts'
import { addMailbox, type Office, openOffice } from './office.ts'
import { post } from './post.ts'
import { noBrowser, soon, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '0' })
const address = 'support@teahouse.test'

const act = `<img src=x onerror="window.acted=1">`
const template = '{{7*7}}{% include "x" %}'
const long = 'Überlänge'.repeat(24)
/** Turns the reading direction, so that `gpj.exe` can look like `exe.jpg`. */
const turn = '\u202e'

describe.skipIf(noBrowser)('names strangers choose', () => {
  let office: Office
  let agent: Page
  let conversation: Conversation

  beforeAll(async () => {
    office = await openOffice(parley())
    await addMailbox(office.ask, address)
    agent = await enter(await open({ viewport: { width: 1440, height: 900 } }), office.owner)
    await post(parley(), {
      from: { name: `${act}${template}`, address: 'mallory@example.test' },
      to: address,
      subject: `${act}${template} ${long}`,
      text: `${act} ${template} javascript:alert(1)`,
      attachments: [
        { filename: `${act}.txt`, content: 'hello', contentType: 'text/plain' },
        { filename: `invoice${turn}gpj.exe`, content: 'MZ', contentType: 'image/jpeg' },
        { filename: 'page.html', content: '<script>window.acted=1</script>', contentType: 'text/html' },
        {
          filename: `${long}.svg`,
          content: '<svg xmlns="http://www.w3.org/2000/svg" onload="window.acted=1"/>',
          contentType: 'image/svg+xml',
        },
      ],
    })
    await row(agent, template).click()
    await bubble(agent, template).waitFor()
    conversation = (await office.ask<{ data: Conversation[] }>('/conversations')).data[0]!
  }, 60_000)

  test('stay text and in their place on every screen', async () => {
    const paths = [`/inbox/${conversation.id}?view=all`, '/inbox?view=all', '/customers', `/customers/${conversation.customer.id}`]
    for (const path of paths)
      for (const width of [1440, 390]) {
        await agent.setViewportSize({ width, height: 844 })
        await agent.goto(path)
        await agent.getByText(template).first().waitFor()
        expect(await agent.evaluate(() => ('acted' in window ? 'acted' : document.querySelectorAll('img[src="x"]').length))).toBe(0)
        expect(await agent.evaluate(() => document.documentElement.scrollWidth - innerWidth), `${path} at ${width}`).toBeLessThanOrEqual(0)
      }
    await agent.setViewportSize({ width: 1440, height: 900 })
  })

  test('cannot dress a program up as a picture', async () => {
    await agent.goto(`/inbox/${conversation.id}?view=all`)
    await agent.getByText('page.html').waitFor()
    const names = await agent.locator('a[download]').evaluateAll((links) => links.map((link) => link.getAttribute('download') ?? ''))
    expect(names).toHaveLength(4)
    expect(names.join()).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/)
    expect(await agent.getByText(turn).count()).toBe(0)
  })

  test('are only ever handed out as files to keep', async () => {
    for (const link of await agent.locator('a[download]').all()) {
      const answer = await agent.context().request.get((await link.getAttribute('href')) ?? '')
      const headers = answer.headers()
      expect(headers['content-disposition']).toMatch(/^attachment/)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['content-security-policy']).toContain('sandbox')
    }
  })

  test('in the palette, a toast and the window’s title are text too', async () => {
    await agent.keyboard.press('Control+k')
    await agent.getByRole('combobox').fill('{{7')
    await agent.getByRole('option', { name: template }).first().waitFor()
    await agent.keyboard.press('Escape')
    await agent.getByRole('button', { name: 'Resolve', exact: true }).click()
    await agent.getByText('Resolved: ').waitFor()
    await agent.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => agent.title(), soon).toMatch(/Parley$/)
    expect(await agent.evaluate(() => 'acted' in window)).toBe(false)
  })
})
