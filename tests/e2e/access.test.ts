import { setTimeout as sleep } from 'node:timers/promises'
import type { BrowserContext, Page, Request } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Locale } from '../../contract/users.ts'
import { enter } from './agent.ts'
import { seriousFaults } from './axe.ts'
import { askAsDemo, type Ask, demo } from './office.ts'
import { noBrowser, useStage } from './stage.ts'

const { open, parley } = useStage({ DEMO: '1' })

const desk = { viewport: { width: 1440, height: 900 } }
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const looks = [
  ['light, 1440 px, English', { ...desk, colorScheme: 'light' }, 'en'],
  ['dark, 1440 px, Chinese', { ...desk, colorScheme: 'dark' }, 'zh-CN'],
  ['light, 390 px, Chinese', { ...phone, colorScheme: 'light' }, 'zh-CN'],
  ['dark, 390 px, English', { ...phone, colorScheme: 'dark' }, 'en'],
] as const

describe.skipIf(noBrowser)('every page is accessible', () => {
  let ask: Ask
  let pages: string[]

  beforeAll(async () => {
    ask = await askAsDemo(parley())
    pages = await allPages(ask)
  })

  test.each(looks)('in %s', { timeout: 180_000 }, async (_, options, locale: Locale) => {
    const context = await open({ ...options, bypassCSP: true, locale: locale === 'en' ? 'en-US' : 'zh-CN' })
    const faults: string[] = await doorFaults(context)
    const page = await enter(context, demo, '/settings/profile')
    await chooseLanguage(page, locale)
    const goTo = walkerOn(page)
    for (const path of pages) {
      await goTo(path)
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(locale)
      faults.push(...(await seriousFaults(page)).map((fault) => `${path} ${fault}`), ...(await overflow(page, path)))
    }
    expect(faults).toEqual([])
  })

  test('and axe would say so if one were not', async () => {
    const page = await (await open({ bypassCSP: true })).newPage()
    await page.goto('/')
    await page
      .getByRole('heading')
      .first()
      .evaluate((heading) => heading.insertAdjacentHTML('afterend', '<button style="color:#ddd">faint words</button>'))
    expect(await seriousFaults(page)).toEqual([expect.stringContaining('color-contrast')])
  })

  /** The pages for those who are not signed in. */
  async function doorFaults(context: BrowserContext): Promise<string[]> {
    const page = await context.newPage()
    const faults: string[] = []
    for (const path of ['/', '/invite/a-token-that-nobody-ever-made']) {
      await page.goto(path)
      await page.getByRole('heading').first().waitFor()
      faults.push(...(await seriousFaults(page)).map((fault) => `${path} ${fault}`))
    }
    await page.close()
    return faults
  }
})

async function allPages(ask: Ask): Promise<string[]> {
  const { data: conversations } = await ask<{ data: { id: string; channelKind: string; customer: { id: string } }[] }>(
    '/conversations?limit=100',
  )
  const { data: channels } = await ask<{ data: { id: string }[] }>('/channels')
  const mail = conversations.find((one) => one.channelKind === 'email')
  const chat = conversations.find((one) => one.channelKind === 'webchat')
  const settings = [
    'profile',
    'sessions',
    'channels',
    'channels/new',
    'team',
    'teams',
    'roles',
    'workspace',
    'fields',
    'labels',
    'audit',
    'outbox',
  ]
  return [
    '/inbox?view=mine',
    '/inbox?view=all&status=resolved',
    `/inbox/${mail?.id}?view=all`,
    `/inbox/${chat?.id}?view=all`,
    '/inbox/0190d0a0-0000-7000-8000-000000000000',
    '/customers',
    '/segments',
    '/segments/new',
    '/duplicates',
    '/customers/import',
    `/customers/${mail?.customer.id}`,
    ...settings.map((section) => `/settings/${section}`),
    ...channels.map((channel) => `/settings/channels/${channel.id}`),
    '/nowhere',
  ]
}

async function chooseLanguage(page: Page, locale: Locale): Promise<void> {
  const chosen = page.locator('select[name=locale]')
  await chosen.selectOption(locale)
  const saved = page.waitForResponse((response) => response.url().endsWith('/users/me'))
  await page.locator('form', { has: chosen }).locator('button[type=submit]').click()
  await saved
}

/** Gives a way to other pages of the app, as links go there: until what is fetched is there and what appears has appeared. */
function walkerOn(page: Page): (path: string) => Promise<void> {
  const asked = new Set<Request>()
  page.on('request', (request) => asked.add(request))
  page.on('requestfinished', (request) => asked.delete(request))
  page.on('requestfailed', (request) => asked.delete(request))
  return async (path) => {
    await page.evaluate((to) => history.pushState(null, '', to), path)
    for (let calm = 0; calm < 3; await sleep(40)) calm = asked.size === 0 ? calm + 1 : 0
    // Half-faded text has half its contrast.
    await page.waitForFunction(() =>
      document.getAnimations().every((one) => one.playState !== 'running' || one.effect?.getTiming().iterations === Infinity),
    )
  }
}

/** A page that scrolls sideways is cut off on a phone. */
async function overflow(page: Page, path: string): Promise<string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  return wide > 0 ? [`${path} is ${wide} px too wide`] : []
}
