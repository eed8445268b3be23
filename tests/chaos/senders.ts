import { setTimeout as sleep } from 'node:timers/promises'
import nodemailer from 'nodemailer'
import { v7 } from 'uuid'
import { issueToken } from '../../channels/webchat/token.ts'
import type { Installation } from './installation.ts'
import { pause, type Plan } from './plan.ts'
import { callerOf } from './api.ts'
import { shuffled, spread, untilDone } from './until.ts'

export type Tally = { acknowledged: Set<string>; tries: number; duplicates: number }

const atOnce = 8
const newTally = (): Tally => ({ acknowledged: new Set(), tries: 0, duplicates: 0 })

/** Mails of some senders, each sender's naming one another, out of order, one in four sent again after it was taken. */
export async function sendMails(parley: Installation, plan: Plan, to: string): Promise<Tally> {
  const tally = newTally()
  const transport = nodemailer.createTransport({
    host: '127.0.0.1',
    port: parley.smtpPort,
    ignoreTLS: true,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
  })
  await spread(withRepeats(plan.mails), atOnce, async (n) => {
    await sleep(pause(plan, plan.mails, atOnce))
    const from = `sender-${n % plan.senders}@example.com`
    const mail = { envelope: { from, to }, raw: mailOf(n, from, to, plan) }
    const { tries } = await untilDone(() => transport.sendMail(mail))
    note(tally, `mail ${n}`, tries)
  })
  return tally
}

/** A visitor's messages by webhook, with a token as her browser holds it. */
export async function sendChats(parley: Installation, plan: Plan, channelId: string): Promise<Tally> {
  const tally = newTally()
  const visitors = Array.from({ length: plan.senders }, () => issueToken({ channelId, visitorId: v7() }, '', new Date()))
  const ids = Array.from({ length: plan.chats }, () => v7())
  await spread(withRepeats(plan.chats), atOnce, async (n) => {
    await sleep(pause(plan, plan.chats, atOnce))
    let retries = 0
    const call = callerOf(parley.url, visitors[n % plan.senders]!, () => retries++)
    await call('POST', `/webhooks/${channelId}`, { type: 'message', id: ids[n], text: `chat ${n}` })
    note(tally, `chat ${n}`, retries + 1)
  })
  return tally
}

function note(tally: Tally, text: string, tries: number): void {
  tally.tries += tries
  if (tally.acknowledged.has(text)) tally.duplicates++
  tally.acknowledged.add(text)
}

/** 0 … count−1, a quarter of them twice, shuffled within windows: late, early and again. */
function withRepeats(count: number): number[] {
  const order: number[] = []
  for (let start = 0; start < count; start += 200) {
    const window = Array.from({ length: Math.min(200, count - start) }, (_, n) => start + n)
    order.push(...shuffled([...window, ...window.filter((n) => n % 4 === 0)]))
  }
  return order
}

function mailOf(n: number, from: string, to: string, plan: Plan): string {
  const ids = Array.from({ length: Math.floor(n / plan.senders) + 1 }, (_, k) => `${k}.${from}`)
  const own = ids.pop()
  return [
    `From: <${from}>`,
    `To: <${to}>`,
    `Subject: ${ids.length ? 'Re: ' : ''}Order of ${from}`,
    `Message-ID: <${own}>`,
    ...(ids.length ? [`In-Reply-To: <${ids.at(-1)}>`, `References: ${ids.map((id) => `<${id}>`).join('\r\n ')}`] : []),
    'Date: Sun, 22 Nov 2026 10:00:00 +0000',
    '',
    `mail ${n}`,
    '',
  ].join('\r\n')
}
