import { chromium, type CDPSession, type Page } from 'playwright-core'
import type pg from 'pg'
import { findChromium } from '../support/chromium.ts'
import { median, percentile, short, type Bench, type Figure } from './figures.ts'
import { ownerPassword, startParley, type Parley } from './parley.ts'
import { openWebchat } from './traffic.ts'

const conversations = 10_000
const longThread = 2_000

/** The app in a real Chromium at 10,000 conversations, as it is and with the processor slowed down four times. */
export const browser: Bench = {
  name: 'browser',
  about: 'switching, opening a long thread, typing and heap in Chromium',
  run: async (machine) => {
    const url = await machine.database('browser')
    const parley = await startParley(machine, url)
    await fill(await machine.connect(url), parley, await openWebchat(parley))
    const options = await findChromium()
    if (!options) throw new Error('There is no Chromium here: set CHROMIUM_PATH.')
    const chrome = await chromium.launch({ ...options, args: [...(options.args ?? []), '--no-sandbox'] })
    machine.atEnd(() => chrome.close())
    const page = await enter(await chrome.newPage({ baseURL: parley.url, viewport: { width: 1440, height: 900 }, locale: 'en-US' }))
    const cdp = await page.context().newCDPSession(page)
    const figures = [
      await switching(page, cdp),
      await opening(page, cdp),
      await typing(page, cdp, 1),
      await typing(page, cdp, 4),
      await heap(cdp),
    ]
    await parley.stop()
    return figures
  },
}

/** Conversations of three messages each, and one, the newest, of 2,000. */
async function fill(database: pg.Client, parley: Parley, channelId: string): Promise<void> {
  await database.query('SET session_replication_role = replica')
  await database.query(
    `WITH w AS (SELECT workspace_id AS id FROM users WHERE id = $1), made AS (
       INSERT INTO customers (id, root_id, workspace_id, name)
       SELECT own, own, w.id, 'Customer ' || g FROM w, (SELECT g, gen_random_uuid() AS own FROM generate_series(1, $3::int) g) ids RETURNING id, workspace_id, name
     ), opened AS (
       INSERT INTO conversations (id, workspace_id, channel_id, channel_kind, customer_id, thread_key, position, last_message_id, last_preview, last_at)
       SELECT gen_random_uuid(), workspace_id, $2, 'webchat', id, id::text, CASE WHEN name = 'Customer 1' THEN $4::int ELSE 3 END, gen_random_uuid(),
              'the last words of ' || name, now() - substr(name, 10)::int * interval '1 minute' FROM made RETURNING *
     )
     INSERT INTO messages (id, workspace_id, conversation_id, channel_id, position, kind, direction, author_type, author_id, author_name, text, status, external_id, sent_at)
     SELECT gen_random_uuid(), workspace_id, id, channel_id, p, 'text', 'in', 'customer', customer_id, 'Customer', 'line ' || p || ' and ' || last_preview, 'received',
            gen_random_uuid()::text, now() FROM opened, generate_series(1, position) p`,
    [parley.userId, channelId, conversations, longThread],
  )
  await database.query('SET session_replication_role = origin')
}

async function enter(page: Page): Promise<Page> {
  const answer = await page.request.post('/api/v1/session', {
    data: { email: 'owner@example.com', password: ownerPassword },
    headers: { 'X-Parley': 'web' },
  })
  if (!answer.ok()) throw new Error(`the browser could not sign in: ${await answer.text()}`)
  // What tsx compiles names its functions by a helper that the page does not have.
  await page.addInitScript('globalThis.__name = (named) => named')
  await page.goto('/inbox?view=all')
  await page.locator('[data-conversation]').first().waitFor()
  return page
}

async function switching(page: Page, cdp: CDPSession): Promise<Figure> {
  for (let n = 2; n < 8; n += 1) await show(page, n)
  const plain: number[] = []
  for (let n = 0; n < 30; n += 1) plain.push(await show(page, 2 + (n % 6)))
  await slow(cdp, 4)
  const slowed: number[] = []
  for (let n = 0; n < 12; n += 1) slowed.push(await show(page, 2 + (n % 6)))
  await slow(cdp, 1)
  const [middle, tail, late] = [median(plain), percentile(plain, 0.95), median(slowed)]
  return {
    what: 'switch conversation, cached, median / p95 (4× slower processor)',
    goal: '≤ 50 / 100 ms (≤ 200)',
    measured: `${short(middle)} / ${short(tail)} ms (${short(late)})`,
    met: middle <= 50 && tail <= 100 && late <= 200,
  }
}

async function opening(page: Page, cdp: CDPSession): Promise<Figure> {
  await show(page, 1)
  await slow(cdp, 4)
  const took: number[] = []
  for (let n = 0; n < 5; n += 1) {
    await show(page, 2)
    took.push(await show(page, 1))
  }
  await slow(cdp, 1)
  return { what: 'open a 2,000-message thread, 4×', goal: '≤ 200 ms', measured: `${short(median(took))} ms`, met: median(took) <= 200 }
}

/** From the click on a conversation's line to the frame after its last message stands in the thread, in ms. */
function show(page: Page, n: number): Promise<number> {
  const last = `line ${n === 1 ? longThread : 3} and the last words of Customer ${n}`
  return page.evaluate(async (text) => {
    const name = text.slice(text.indexOf('the last'))
    const line = [...document.querySelectorAll<HTMLElement>('[data-conversation]')].find((row) => row.innerText.split('\n').includes(name))
    if (!line) throw new Error(`the list does not show “${name}”`)
    const start = performance.now()
    const target = line.matches('a, button') ? line : (line.querySelector<HTMLElement>('a, button') ?? line)
    target.click()
    const frame = () => new Promise(requestAnimationFrame)
    while (!document.querySelector('[role=log]')?.textContent.includes(text)) {
      await frame()
      if (performance.now() - start > 20_000) throw new Error(`the thread does not show “${text}”`)
    }
    await frame()
    return performance.now() - start
  }, last)
}

async function typing(page: Page, cdp: CDPSession, rate: 1 | 4): Promise<Figure> {
  const box = page.getByRole('textbox', { name: 'Reply' })
  await box.click()
  await slow(cdp, rate)
  await page.evaluate(() => {
    const took: number[] = []
    Object.assign(window, { took })
    const paint = (start: number) => requestAnimationFrame(() => setTimeout(() => took.push(performance.now() - start)))
    document.addEventListener('keydown', (event) => paint(event.timeStamp), { capture: true })
  })
  await box.pressSequentially('How long it takes to see what I type', { delay: 60 })
  const took = await page.evaluate(() => (window as unknown as { took: number[] }).took)
  await slow(cdp, 1)
  await box.fill('')
  const goal = rate === 1 ? 32 : 64
  return {
    what: `keystroke to paint, ${rate}×, median`,
    goal: `≤ ${goal} ms`,
    measured: `${short(median(took))} ms`,
    met: median(took) <= goal,
  }
}

async function heap(cdp: CDPSession): Promise<Figure> {
  await cdp.send('HeapProfiler.collectGarbage')
  const { usedSize } = await cdp.send('Runtime.getHeapUsage')
  const megabytes = usedSize / 1024 / 1024
  return { what: 'heap of the app in use', goal: '≤ 60 MB with 10 k summaries', measured: `${short(megabytes)} MB`, met: megabytes <= 60 }
}

const slow = (cdp: CDPSession, rate: number) => cdp.send('Emulation.setCPUThrottlingRate', { rate })
