import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { accessSync, constants } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import type { Channel } from '../../contract/channels.ts'
import type { Session } from '../../contract/users.ts'
import { freePort } from '../../server/postgres/free-port.ts'
import { mustSkip } from '../support/strict.ts'
import { answerAll } from './agents.ts'
import { callerOf, type Call } from './api.ts'
import { install, type Installation } from './installation.ts'
import { startPeer, type Peer } from './peer.ts'
import { fewerBlows, plan as everyBlow, type Plan } from './plan.ts'
import { sendChats, sendMails, type Tally } from './senders.ts'
import { makeTrouble, type Blow } from './troubles.ts'
import { readOutcome, tally, unsettled, wrongInputs, wrongReplies, type Outcome } from './verdict.ts'

const address = 'support@chaos.test'

test('nothing is lost and nothing doubled while processes, PostgreSQL, clocks and the disk fail', async () => {
  await survive({}, everyBlow, [])
})

test.skipIf(mustSkip('redis-server', hasRedis()))('the same with the queue on a Redis that is flushed', async () => {
  const { url, end, flush } = await startRedis()
  try {
    await survive({ REDIS_URL: url }, fewerBlows, [{ name: 'FLUSHALL', times: 2, strike: flush }])
  } finally {
    await end()
  }
})

async function survive(extra: Record<string, string>, plan: Plan, more: Blow[]): Promise<void> {
  const peer = await startPeer()
  const parley = await install(extra)
  try {
    const { call, chat } = await setUp(parley, peer)
    const [mails, chats, replies] = await Promise.all([
      sendMails(parley, plan, address),
      sendChats(parley, plan, chat.id),
      answerAll(call, plan),
      makeTrouble(parley, plan, more),
    ])
    peer.calm()
    await settled(parley, plan)
    const outcome = await readOutcome(parley.database.url)
    print(outcome, mails, chats, replies, peer)
    expect(parley.collapses()).toBe(0)
    judge(plan, outcome, new Set([...mails.acknowledged, ...chats.acknowledged]), replies, peer)
  } finally {
    await parley.end()
    await peer.close()
  }
}

function judge(plan: Plan, outcome: Outcome, acknowledged: Set<string>, replies: Set<string>, peer: Peer): void {
  expect(acknowledged.size).toBe(plan.mails + plan.chats)
  expect(wrongInputs(outcome, acknowledged)).toEqual([])
  expect(wrongReplies(outcome, replies, peer)).toEqual([])
  expect(outcome.raws.filter((raw) => raw.status !== 'done')).toEqual([])
  expect(outcome.threads.map((thread) => thread.n)).toEqual([plan.senders, plan.senders])
  expect(outcome.untold).toEqual([])
  expect(outcome.miscounted).toEqual([])
}

async function setUp(parley: Installation, peer: Peer): Promise<{ call: Call; chat: Channel }> {
  const owner = { name: 'Owner', email: 'owner@example.com', password: 'a long password', workspaceName: 'Chaos' }
  const { token } = await callerOf(parley.url, '')<Session>('POST', '/api/v1/setup', owner)
  const call = callerOf(parley.url, token!)
  const chat = await call<Channel>('POST', '/api/v1/channels', { kind: 'webchat', name: 'Chat', config: {} })
  const smtp = { host: '127.0.0.1', port: peer.port, secure: 'none' }
  await call('POST', '/api/v1/channels', { kind: 'email', name: 'Mail', config: { address, receiver: true, delivery: 'smtp', smtp } })
  return { call, chat }
}

/** Waits until nothing is on its way any more, twice in a row. */
async function settled(parley: Installation, plan: Plan): Promise<void> {
  const until = Date.now() + plan.settle
  for (let calm = 0; calm < 3;) {
    const left = await unsettled(parley.database.url)
    calm = left.length === 0 ? calm + 1 : 0
    if (Date.now() > until) throw new Error(`still on their way:\n${left.join('\n')}`)
    await sleep(1000)
  }
}

function print(outcome: Outcome, mails: Tally, chats: Tally, replies: Set<string>, peer: Peer): void {
  const received = tally(outcome.messages.filter((row) => row.direction === 'in').map((row) => row.channel_kind))
  const answers = tally(outcome.messages.filter((row) => row.direction === 'out').map((row) => `${row.channel_kind} ${row.status}`))
  const list = (counts: Iterable<[string, number]>) => [...counts].map(([name, n]) => `${name} ${n}`).join(', ')
  const lines = [
    ['mails acknowledged', mails.acknowledged.size, `${mails.tries} tries, ${mails.duplicates} again afterwards`],
    ['mails in the inbox', received.get('email') ?? 0, ''],
    ['chats acknowledged', chats.acknowledged.size, `${chats.tries} tries, ${chats.duplicates} again afterwards`],
    ['chats in the inbox', received.get('webchat') ?? 0, ''],
    ['answers acknowledged', replies.size, list(answers)],
    ['mails the peer has', [...peer.accepted.values()].reduce((sum, n) => sum + n, 0), list(Object.entries(peer.did))],
  ] as const
  process.stdout.write(`\n${lines.map(([name, n, more]) => `${name.padEnd(22)}${String(n).padStart(6)}  ${more}`).join('\n')}\n\n`)
}

function hasRedis(): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, 'redis-server'), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** A Redis of our own that keeps nothing: it is about to be flushed. */
async function startRedis(): Promise<{ url: string; flush: () => Promise<void>; end: () => Promise<void> }> {
  const port = await freePort()
  const server = spawn('redis-server', ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], {
    stdio: 'ignore',
  })
  await Promise.race([once(server, 'spawn'), once(server, 'error').then(([error]) => Promise.reject(error as Error))])
  const client = new Redis(port, '127.0.0.1', { maxRetriesPerRequest: null })
  await client.ping()
  return {
    url: `redis://127.0.0.1:${port}`,
    flush: async () => void (await client.flushall()),
    end: async () => {
      client.disconnect()
      const ended = once(server, 'exit')
      server.kill('SIGTERM')
      await ended
    },
  }
}
