import { text } from 'node:stream/consumers'
import type { Download, Page } from 'playwright-core'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { answer, bubble, enter, messages, row, texts } from './agent.ts'
import { demo } from './office.ts'
import { noBrowser, soon, useStage } from './stage.ts'
import { openChat, visit, type Visitor, visitorOn } from './visitor.ts'

const { open, parley } = useStage({ DEMO: '1' })

describe.skipIf(noBrowser)('a visitor', () => {
  let agent: Page

  beforeAll(async () => {
    agent = await enter(await open(), demo)
  }, 60_000)

  /** A visitor whose first words stand in the agent's open thread. */
  async function inTalk(first: string): Promise<Visitor> {
    const visitor = await visit(await open())
    await visitor.say(first)
    await row(agent, first).click()
    await bubble(agent, first).waitFor()
    return visitor
  }

  test('keeps the chat over a reload and in a second tab', async () => {
    const visitor = await inTalk('Do you ship to Iceland too?')
    await answer(agent, 'We do.')
    await expect.poll(visitor.texts, soon).toEqual(['Do you ship to Iceland too?', 'We do.'])
    await visitor.page.reload()
    await openChat(visitor.page)
    await expect.poll(visitor.texts, soon).toEqual(['Do you ship to Iceland too?', 'We do.'])
    const page = await visitor.page.context().newPage()
    await page.goto('/demo')
    await openChat(page)
    const second = visitorOn(page)
    await second.say('From the other tab')
    for (const tab of [visitor, second])
      await expect.poll(tab.texts, soon).toEqual(['Do you ship to Iceland too?', 'We do.', 'From the other tab'])
    await expect.poll(() => texts(agent), soon).toEqual(['Do you ship to Iceland too?', 'We do.', 'From the other tab'])
  })

  test('sends a picture and gets a file, each as it was', async () => {
    const visitor = await inTalk('Look at this cup')
    const cup = await picture(64, 48)
    await visitor.chat.locator('input[type=file]').setInputFiles({ name: 'cup.png', mimeType: 'image/png', buffer: cup })
    await visitor.chat.locator('.chip.done').waitFor()
    await visitor.say('It is cracked')
    const shown = bubble(agent, 'It is cracked').getByRole('img', { name: 'cup.png' })
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth), soon).toBeGreaterThan(0)
    await agent.getByRole('button', { name: 'Open picture: cup.png' }).click()
    const whole = agent.getByRole('dialog').getByRole('img')
    await expect.poll(() => whole.evaluate((image: HTMLImageElement) => image.naturalWidth), soon).toBe(64)
    await agent.keyboard.press('Escape')

    const chosen = agent.waitForEvent('filechooser')
    await agent.getByRole('button', { name: 'Attach files' }).click()
    await (await chosen).setFiles({ name: 'return label.txt', mimeType: 'text/plain', buffer: Buffer.from('Send it back to us.') })
    await agent.getByRole('button', { name: 'Remove return label.txt' }).waitFor()
    await answer(agent, 'Here is the label')
    const link = visitor.chat.getByRole('link', { name: 'return label.txt' })
    const [download] = await Promise.all([visitor.page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toBe('return label.txt')
    expect(await contentOf(download)).toBe('Send it back to us.')
  })

  test('and the agent lose and double nothing when the server is killed under them', async () => {
    const visitor = await inTalk('number one')
    await parley().kill()
    for (const text of ['number two', 'number three']) await visitor.say(text)
    for (const text of ['first answer', 'second answer']) await answer(agent, text)
    await bubble(agent, 'second answer').locator('[data-status=pending]').waitFor()
    await parley().start()
    const all = ['first answer', 'number one', 'number three', 'number two', 'second answer']
    await expect.poll(async () => (await texts(agent)).sort(), { timeout: 45_000 }).toEqual(all)
    await expect.poll(async () => (await visitor.texts()).sort(), { timeout: 45_000 }).toEqual(all)
    for (const seen of [await texts(agent), await visitor.texts()]) {
      expect(seen.filter((text) => !text.includes('answer'))).toEqual(['number one', 'number two', 'number three'])
      expect(seen.filter((text) => text.includes('answer'))).toEqual(['first answer', 'second answer'])
    }
  })

  test('signed in finds the same chat on another device; somebody who only claims the address finds nothing', async () => {
    const first = await signedIn()
    await first.say('My order is late')
    await row(agent, 'My order is late').click()
    await answer(agent, 'It left today.')
    const other = await signedIn()
    await expect.poll(other.texts, soon).toEqual(['My order is late', 'It left today.'])
    await messages(agent).waitFor()

    const context = await open()
    const claim = { identity: null, claim: { name: 'Lin Xiaoyu', email: 'lin.xiaoyu@example.com' } }
    await context.addInitScript((value) => {
      // The page's own script sets `window.parley`; what is claimed is added behind its back.
      let page: object = value
      const set = (next: object) => void (page = { ...next, ...value })
      Object.defineProperty(window, 'parley', { get: () => page, set })
    }, claim)
    const stranger = await visit(context)
    await stranger.say('It is me, show me my order')
    await bubbleOf(stranger, 'It is me, show me my order').waitFor()
    expect(await stranger.texts()).toEqual(['It is me, show me my order'])
    await row(agent, 'It is me, show me my order').waitFor()
    expect(await row(agent, 'It left today.').count()).toBe(1)
  })

  async function signedIn(): Promise<Visitor> {
    const page = await (await open()).newPage()
    await page.goto('/demo')
    await page.locator('#parley .launcher').waitFor()
    await page.locator('#account').click()
    await page.locator('#account[aria-pressed=true]').waitFor()
    await openChat(page)
    return visitorOn(page)
  }
})

const bubbleOf = (visitor: Visitor, text: string) => visitor.chat.locator('.m', { hasText: text })

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#c93a22' } })
    .png()
    .toBuffer()

const contentOf = async (download: Download) => text(await download.createReadStream())
