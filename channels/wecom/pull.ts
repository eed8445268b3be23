import * as z from 'zod'
import { sha256 } from '../../server/crypto.ts'
import { log } from '../../server/log.ts'
import type { Account, Verified } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { call, type Said } from '../tencent/platform.ts'
import { platformOf } from './client.ts'
import type { WecomConfig } from './config.ts'
import { keyOf } from './parse.ts'
import { event, message } from './payload.ts'
import { currentTime } from '../../server/clock.ts'

/** Up to 1000 are allowed; so many of the longest still fit an answer of ours. */
const pageSize = 200
const cursorShape = z.record(z.string(), z.string()).catch({})
const pageShape = z.object({ next_cursor: z.string().catch(''), has_more: z.number().catch(0), msg_list: z.array(z.unknown()).catch([]) })

/**
 * One page of a customer service account's messages, each stored on its own; the cursor is one for each such account. Welcomes who has just
 * entered. Throws when WeCom refuses, to be tried again.
 */
export async function pull(account: Account<WecomConfig>, cursor: unknown, { openKfId = '', token }: Record<string, string>) {
  const cursors = cursorShape.parse(cursor ?? {})
  const before = cursors[openKfId]
  const said = await askForPage(account, { open_kfid: openKfId, cursor: before, token, limit: pageSize, voice_format: 0 })
  if (said.code !== 0) throw new Error(`WeCom refused to hand over messages (${said.code}): ${said.words.slice(0, 200)}`)
  const page = pageShape.parse(readExactJson(said.answer.body))
  await welcome(account, page.msg_list, currentTime())
  const next = page.next_cursor || before
  return {
    events: page.msg_list.map((given): Verified => ({ body: Buffer.from(JSON.stringify(given)), dedupeKey: keyOf(given) })),
    cursor: next === undefined ? cursors : { ...cursors, [openKfId]: next },
    // A page that leads nowhere would be asked for without end.
    more: page.has_more === 1 && next !== before,
  }
}

/** The callback's token lifts a rate limit for ten minutes; without it (95007: too old) the same page is given more slowly. */
async function askForPage(account: Account<WecomConfig>, body: Record<string, unknown>): Promise<Said> {
  const ask = (given: object) => call(platformOf(account), 'kf/sync_msg', { method: 'POST', body: given })
  const said = await ask(body)
  return said.code === 95007 ? ask({ ...body, token: undefined }) : said
}

const welcomeWithinMs = 20_000

/** Greets whoever entered within the last 20 seconds; a code is good once. What goes wrong here keeps no message waiting. */
async function welcome(account: Account<WecomConfig>, given: unknown[], now: Date): Promise<void> {
  if (account.config.welcome === '') return
  const greetings = given.flatMap((one) => welcomeCode(one, now)).map((code) => greet(account, code))
  for (const greeting of await Promise.allSettled(greetings))
    if (greeting.status === 'rejected') log.warn({ channel: account.channelId, err: greeting.reason as unknown }, 'a welcome failed')
}

async function greet(account: Account<WecomConfig>, code: string): Promise<void> {
  const body = { code, msgid: `welcome-${sha256(code).slice(0, 24)}`, msgtype: 'text', text: { content: account.config.welcome } }
  const said = await call(platformOf(account), 'kf/send_msg_on_event', { method: 'POST', body, timeoutMs: 5_000 })
  // 41051: they are talking already, 41096: another program greets them.
  if (said.code !== 0) log.info({ channel: account.channelId, code: said.code }, 'a welcome was not taken')
}

function welcomeCode(given: unknown, now: Date): string[] {
  const { data } = message.safeParse(given)
  const inner = event.safeParse(data?.['event']).data
  const fresh = data !== undefined && now.getTime() - data.send_time * 1000 < welcomeWithinMs
  return fresh && inner?.event_type === 'enter_session' && inner.welcome_code ? [inner.welcome_code] : []
}
