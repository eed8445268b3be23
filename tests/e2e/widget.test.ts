import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContextOptions, Page } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Conversation } from '../../contract/conversations.ts'
import type { Message } from '../../contract/messages.ts'
import type { Session } from '../../contract/users.ts'
import type { Channel } from '../../contract/channels.ts'
import { noBrowser, useStage } from './stage.ts'
import { visitorOn } from './visitor.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const stage = useStage({ DEMO: '0' })
let shop: Server
let shopUrl: string
let token: string
let channel: Channel

async function api<T>(path: string, body?: object): Promise<T> {
  const answer = await fetch(`${stage.parley().url}/api/v1${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
    ...(body && { body: JSON.stringify(body) }),
  })
  if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`)
  return (await answer.json()) as T
}

/** Somebody else's page, with the strictest policy the widget promises to live with; `/sandbox` shows it without any storage. */
function page(path: string): string {
  if (path === '/sandbox')
    return '<!doctype html><title>Frame</title><iframe sandbox="allow-scripts" src="/" width="600" height="760"></iframe>'
  return `<!doctype html><html lang="en"><meta name="viewport" content="width=device-width"><title>Shop</title><h1>A shop</h1><script src="${stage.parley().url}/widget.js" data-channel="${channel.id}" async></script></html>`
}

beforeAll(async () => {
  if (noBrowser) return
  token = ''
  const owner = { name: 'Li Na', email: 'owner@example.com', password: 'a long password', workspaceName: 'Shop' }
  token = (await api<Session>('/setup', owner)).token ?? ''
  channel = await api<Channel>('/channels', { kind: 'webchat', name: 'Shop', config: {} })
  shop = createServer((request, response) => {
    response
      .writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy() })
      .end(page(request.url ?? '/'))
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => shop.once('listening', resolve))
  shopUrl = `http://127.0.0.1:${(shop.address() as AddressInfo).port}`
})

afterAll(() => shop?.close())

function policy(): string {
  const { url } = stage.parley()
  const ours = `script-src ${url}; connect-src ${url} ${url.replace('http', 'ws')}; img-src ${url} blob:`
  return `default-src 'none'; ${ours}; frame-src 'self'; require-trusted-types-for 'script'`
}

async function visit(options: BrowserContextOptions = {}) {
  const context = await stage.open(options)
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  await page.goto(shopUrl)
  await page.locator('#parley .launcher').click()
  return { ...visitorOn(page), complaints, end: () => context.close() }
}

/** What themes and old libraries do to whatever stands on their page. */
const hostileCss = `
  div:empty { display: none !important } body > div { display: none; min-height: 600px !important; visibility: hidden !important }
  body { visibility: hidden } body * { filter: blur(1px) !important; transform: rotate(2deg) !important; font-size: 40px !important }`

/** Shortcuts on every key, an old library, and a script that is run once more for each new body. */
function hostile(): void {
  const page = window as unknown as { heard: string[]; again: () => Promise<unknown> }
  page.heard = []
  for (const type of ['keydown', 'keyup', 'keypress', 'input', 'paste', 'focusin'])
    document.addEventListener(type, () => page.heard.push(type))
  Object.assign(Array.prototype, {
    toJSON(this: unknown[]) {
      return `[${this.map((one) => JSON.stringify(one)).join(', ')}]`
    },
  })
  Object.assign(String.prototype, {
    toJSON(this: string) {
      return `"${this}"`
    },
  })
  let first: HTMLScriptElement | null = null
  addEventListener('DOMContentLoaded', () => (first = document.querySelector('script[data-channel]')))
  page.again = () => {
    const once = document.createElement('script')
    Object.assign(once, { src: first?.src, async: true })
    once.dataset['channel'] = first?.dataset['channel']
    const loaded = new Promise((resolve) => once.addEventListener('load', resolve))
    document.body.append(once)
    return loaded
  }
}

const newest = async () => (await api<{ data: Conversation[] }>('/conversations')).data[0]!
const inThread = async (id: string) =>
  (await api<{ data: Message[] }>(`/conversations/${id}/messages`)).data.map((message) => message.text).toReversed()
const reply = (id: string, text: string) => api<Message>(`/conversations/${id}/messages`, { text })
const soon = { timeout: 15_000, interval: 100 }

describe.skipIf(noBrowser)('a visitor on somebody else’s page', { timeout: 90_000 }, () => {
  test('writes, is answered, and both sides see how far it got', async () => {
    const { page, complaints, say, texts, end } = await visit()
    await say('你好，有货吗？')
    await page.locator('#parley .tick.received').waitFor()
    await expect.poll(async () => (await newest())?.lastMessage?.preview, soon).toBe('你好，有货吗？')
    const conversation = await newest()
    await api(`/conversations/${conversation.id}/read`, { position: conversation.position })
    await page.locator('#parley .tick.read').waitFor()
    await api(`/conversations/${conversation.id}/typing`, {})
    await page.locator('#parley .typing').waitFor()
    const answer = await reply(conversation.id, 'Three are left.')
    await expect.poll(texts, soon).toEqual(['你好，有货吗？', 'Three are left.'])
    const status = async () =>
      (await api<{ data: Message[] }>(`/conversations/${conversation.id}/messages`)).data.find(({ id }) => id === answer.id)?.status
    await expect.poll(status, soon).toBe('read')
    expect(complaints).toEqual([])
    await end()
  })

  test('sends a picture, sees it, and finds everything again after a reload and in a second tab', async () => {
    const { page, complaints, say, texts, end } = await visit()
    const picture = await sharp({ create: { width: 60, height: 40, channels: 3, background: '#c93a22' } })
      .png()
      .toBuffer()
    await page.locator('#parley input[type=file]').setInputFiles({ name: 'pot.png', mimeType: 'image/png', buffer: picture })
    await page.locator('#parley .chip.done').waitFor()
    await say('Like this one')
    await expect.poll(() => page.locator('#parley .picture img').evaluate((image: HTMLImageElement) => image.naturalWidth), soon).toBe(60)
    const second = await page.context().newPage()
    await second.goto(shopUrl)
    await second.locator('#parley .launcher').click()
    await expect.poll(visitorOn(second).texts, soon).toEqual(['Like this one'])
    await visitorOn(second).say('From the second tab')
    await expect.poll(texts, soon).toEqual(['Like this one', 'From the second tab'])
    await page.reload()
    await page.locator('#parley .launcher').click()
    await expect.poll(texts, soon).toEqual(['Like this one', 'From the second tab'])
    expect(complaints).toEqual([])
    await end()
  })

  test('loses and doubles nothing while the server is killed under her', async () => {
    const { page, say, texts, end } = await visit()
    await say('one')
    await page.locator('#parley .tick.received').waitFor()
    await stage.parley().kill()
    for (const text of ['two', 'three', 'four']) await say(text)
    await page.reload()
    await stage.parley().start()
    await page.locator('#parley .launcher').click({ timeout: 70_000 })
    await expect
      .poll(async () => inThread((await newest()).id), { timeout: 40_000, interval: 200 })
      .toEqual(['one', 'two', 'three', 'four'])
    await reply((await newest()).id, 'All four are here.')
    await expect.poll(texts, soon).toEqual(['one', 'two', 'three', 'four', 'All four are here.'])
    await end()
  })

  test('without any storage still has a chat', async () => {
    const context = await stage.open()
    const outer = await context.newPage()
    await outer.goto(`${shopUrl}/sandbox`)
    const frame = outer.frameLocator('iframe')
    await frame.locator('#parley .launcher').click()
    await frame.locator('#parley textarea').fill('No storage here')
    await frame.locator('#parley .send').click()
    await frame.locator('#parley .tick.received').waitFor()
    await context.close()
  })

  test('on a page that hides, filters and swaps what it does not know, listens to every key and gives arrays a toJSON, has her chat all the same', async () => {
    const context = await stage.open({ bypassCSP: true })
    const page = await context.newPage()
    const sockets: string[] = []
    page.on('websocket', (socket) => sockets.push(socket.url()))
    await page.addInitScript(hostile)
    await page.goto(shopUrl)
    await page.addStyleTag({ content: hostileCss })
    const { say, texts, chat } = visitorOn(page)
    await chat.locator('.launcher').click()
    await say('s/j k?')
    await page.locator('#parley .tick.received').waitFor()
    await chat.locator('textarea').pressSequentially('not yet sent')
    expect(await page.evaluate(() => (window as unknown as { heard: string[] }).heard)).toEqual([])
    for (const swap of [
      'document.body.innerHTML = "<h1>Page two</h1>"',
      'document.body = Object.assign(document.createElement("body"), { innerText: "Page three" })',
      'again()',
    ]) {
      await page.evaluate(swap)
      await chat.locator('.panel').waitFor()
      expect(await page.locator('#parley').count()).toBe(1)
    }
    expect(await chat.locator('textarea').inputValue()).toBe('not yet sent')
    await chat.locator('.send').click()
    await expect.poll(texts, soon).toEqual(['s/j k?', 'not yet sent'])
    await expect.poll(async () => inThread((await newest()).id), soon).toEqual(['s/j k?', 'not yet sent'])
    expect(
      await chat
        .locator('.panel')
        .evaluate((panel) => [
          panel.getBoundingClientRect().right <= innerWidth,
          getComputedStyle(panel.getRootNode() instanceof ShadowRoot ? (panel.getRootNode() as ShadowRoot).host : panel).filter,
        ]),
    ).toEqual([true, 'none'])
    expect(sockets).toHaveLength(1)
    await context.close()
  })

  test('uses it by keyboard alone, and Escape gives the focus back', async () => {
    const { page, end } = await visit()
    await expect.poll(() => focused(page), soon).toBe('TEXTAREA')
    await page.keyboard.type('By keyboard')
    await page.keyboard.press('Shift+Enter')
    await page.keyboard.type('two lines')
    await page.keyboard.press('Enter')
    await page.locator('#parley .m.mine').waitFor()
    await page.keyboard.press('Escape')
    await expect.poll(() => focused(page), soon).toContain('launcher')
    await page.keyboard.press('Enter')
    await page.locator('#parley .panel').waitFor()
    await end()
  })

  const looks: [string, BrowserContextOptions][] = [
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark', locale: 'zh-CN' }],
    ['a phone', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, locale: 'zh-CN' }],
  ]
  test.each(looks)('finds it accessible in %s', async (_name, options) => {
    const { page, say, end } = await visit({ ...options, bypassCSP: true })
    await say('Is it https://example.com/pot ?')
    await page.locator('#parley .tick.received').waitFor()
    await page.addScriptTag({ content: axe })
    const violations = await page.evaluate(async () => {
      const { violations } = await (
        window as unknown as { axe: { run: (scope: object) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
      ).axe.run({ include: ['#parley'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
    })
    expect(violations).toEqual([])
    await end()
  })

  test('has the whole of a phone’s screen', async () => {
    const { page, end } = await visit({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
    await expect.poll(() => page.locator('#parley .panel').boundingBox(), soon).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    await end()
  })
})

const focused = (page: Page) =>
  page.evaluate(() => {
    const active = document.getElementById('parley')?.shadowRoot?.activeElement
    return active ? `${active.className || active.tagName}` : ''
  })
