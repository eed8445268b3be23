import { text } from 'node:stream/consumers'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { noBrowser, useStage } from './stage.ts'

const { open } = useStage({ DEMO: '0' })

describe.skipIf(noBrowser)('people', () => {
  let owner: Page
  let agent: Page
  let link = ''

  beforeAll(async () => {
    owner = await (await open()).newPage()
  })

  test('the first visit makes the workspace and its owner, who is in at once', async () => {
    await owner.goto('/')
    await owner.getByLabel('Company or team').fill('Tea House')
    await owner.getByLabel('Your name').fill('Mei Chen')
    await owner.getByLabel('Email').fill('mei@example.com')
    await owner.getByLabel('Password', { exact: true }).fill('a long password')
    await owner.getByRole('button', { name: 'Create workspace' }).click()
    await owner.getByText('No conversations assigned to you').waitFor()
    const second = await (await open()).newPage()
    await second.goto('/')
    await second.getByRole('button', { name: 'Sign in', exact: true }).waitFor()
    expect(await second.getByText('This is a demo').count()).toBe(0)
  })

  test('an invitation’s link lets one person in, once', async () => {
    await owner.goto('/settings/team')
    await owner.getByRole('button', { name: 'Invite', exact: true }).click()
    await owner.getByLabel('Email').fill('tom@example.com')
    await owner.getByRole('button', { name: 'Create link' }).click()
    link = (await owner.getByRole('dialog').locator('code').textContent()) ?? ''
    await owner.keyboard.press('Escape')
    await owner.getByText('tom@example.com').waitFor()
    agent = await (await open()).newPage()
    await agent.goto(link)
    await agent.getByText('You were invited as tom@example.com.').waitFor()
    await agent.getByLabel('Your name').fill('Tom Berg')
    await agent.getByLabel('Password', { exact: true }).fill('another long password')
    await agent.getByRole('button', { name: 'Join' }).click()
    await agent.getByText('No conversations assigned to you').waitFor()
    await owner.getByText('Tom Berg').waitFor()
    const late = await (await open()).newPage()
    await late.goto(link)
    await late.getByText('This invitation cannot be used').waitFor()
  })

  test('an agent is not offered what only owners may do', async () => {
    await agent.goto('/settings/team')
    await agent.getByText('Mei Chen').waitFor()
    expect(await agent.getByRole('button', { name: 'Invite', exact: true }).count()).toBe(0)
    await agent.goto('/settings/channels')
    await agent
      .getByText('No channel yet')
      .or(agent.getByRole('heading', { name: 'Channels' }))
      .first()
      .waitFor()
    expect(await agent.getByRole('button', { name: 'Connect a channel' }).count()).toBe(0)
  })

  test('somebody disabled loses the screen at once, and does not get back in', async () => {
    await agent.goto('/inbox')
    await agent.getByRole('navigation', { name: 'Main navigation' }).waitFor()
    await owner.getByRole('button', { name: 'Actions for Tom Berg' }).click()
    await owner.getByRole('menuitem', { name: 'Disable' }).click()
    const done = owner.waitForResponse((response) => response.url().endsWith('/disable'))
    await owner.getByRole('button', { name: 'Disable', exact: true }).click()
    await done
    const since = Date.now()
    await agent.getByText('You were signed out.').waitFor()
    // A second is what is promised; a crowded machine is given three.
    expect(Date.now() - since).toBeLessThan(3_000)
    await agent.getByLabel('Email').fill('tom@example.com')
    await agent.getByLabel('Password', { exact: true }).fill('another long password')
    await agent.getByRole('button', { name: 'Sign in', exact: true }).click()
    await agent.getByRole('alert').waitFor()
    expect(await agent.getByRole('navigation', { name: 'Main navigation' }).count()).toBe(0)
  })

  test('what they did can be taken out as a file, as it is filtered', async () => {
    await owner.goto('/settings/audit')
    await owner.getByLabel('What').selectOption({ label: 'Invitations' })
    await owner.locator('summary', { hasText: 'joined' }).waitFor()
    await owner.getByRole('button', { name: 'Export' }).click()
    const csv = owner.getByRole('menuitem', { name: 'As CSV' })
    const [download] = await Promise.all([owner.waitForEvent('download'), csv.click()])
    expect(download.suggestedFilename()).toMatch(/^audit-.*\.csv$/)
    const actions = (await text(await download.createReadStream()))
      .split('\r\n')
      .slice(1, -1)
      .map((line) => line.split(',')[2])
    expect([...new Set(actions)].every((action) => action?.startsWith('invite.'))).toBe(true)
    expect(actions.length).toBeGreaterThan(0)
  })

  test('what the browser kept of a file goes with the session, whoever sits there next', async () => {
    const page = await (await open()).newPage()
    await page.goto('/')
    const statuses = await page.evaluate(async () => {
      const ask = (method: string, path: string, body?: object) =>
        fetch(path, { method, headers: { 'Content-Type': 'application/json' }, ...(body && { body: JSON.stringify(body) }) })
      await ask('POST', '/api/v1/session', { email: 'mei@example.com', password: 'a long password' })
      const form = new FormData()
      form.append('file', new Blob(['a price list']), 'prices.txt')
      const { id } = (await (await fetch('/api/v1/files', { method: 'POST', body: form })).json()) as { id: string }
      const first = await fetch(`/api/v1/files/${id}`)
      await first.text()
      const kept = await fetch(`/api/v1/files/${id}`, { cache: 'force-cache' })
      await ask('DELETE', '/api/v1/session')
      const after = await fetch(`/api/v1/files/${id}`, { cache: 'force-cache' })
      return [first.status, kept.status, after.status]
    })
    expect(statuses).toEqual([200, 200, 401])
  })
})
