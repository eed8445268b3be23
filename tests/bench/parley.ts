import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../server/postgres/free-port.ts'
import type { RawInput, EndpointName, Output } from '../../contract/api.ts'
import { endpoints } from '../../contract/api.ts'
import type { Machine } from './machine.ts'

/** A real Parley in a process of its own, with its first owner signed in. */
export type Parley = {
  port: number
  url: string
  smtpPort: number
  token: string
  userId: string
  pid: number
  call: <N extends EndpointName>(name: N, input: RawInput<N>) => Promise<Output<N>>
  /** Resident memory in MB. */
  rss: () => number
  stop: () => Promise<void>
}

export const ownerPassword = 'a long password'

/** Tokens of visitors are made here and believed there. */
export const secret = 'a secret for benches only, of 32 characters and more'
process.env['APP_SECRET'] = secret

const root = path.resolve(import.meta.dirname, '../..')

/** Starts Parley on free ports over `databaseUrl`, waits until it is ready, and makes its workspace. */
export async function startParley(machine: Machine, databaseUrl: string, extra: Record<string, string> = {}): Promise<Parley> {
  const [port, smtpPort] = [await freePort(), await freePort()]
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    DATA_DIR: path.join(machine.folder, `data-${port}`),
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    SMTP_TRUSTED_RELAYS: '127.0.0.1',
    APP_SECRET: secret,
    DEMO: '0',
    ALLOW_PRIVATE_HOSTS: '1',
    LOG_LEVEL: 'warn',
    ...extra,
  }
  const flags = (process.env['BENCH_NODE_FLAGS'] ?? '').split(' ').filter(Boolean)
  // As `npm start` does: what is built and older than its sources is built anew.
  const program = ['--enable-source-maps', 'scripts/start.mjs']
  const child = spawn(process.execPath, [...flags, ...program], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
  const stop = () => end(child)
  machine.atEnd(stop)
  const url = `http://127.0.0.1:${port}`
  await ready(url, child)
  const session = await call(url, '', 'setup.create', {
    name: 'Bench',
    email: 'owner@example.com',
    password: ownerPassword,
    workspaceName: 'Bench',
  })
  const token = session.token ?? ''
  return {
    port,
    url,
    smtpPort,
    token,
    userId: session.user.id,
    pid: child.pid ?? 0,
    call: (name, input) => call(url, token, name, input),
    rss: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    stop,
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function ready(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Parley ended with ${child.exitCode} before it was ready`)
    const told = await fetch(`${url}/metrics`).then(
      (answer) => answer.text(),
      () => '',
    )
    // Its tasks run, and not only its web.
    if (/^parley_worker_silent_seconds 0$/m.test(told)) return
    await sleep(100)
  }
  throw new Error('Parley was not ready within a minute')
}

async function call<N extends EndpointName>(url: string, token: string, name: N, input: RawInput<N>): Promise<Output<N>> {
  const { method, path: pattern } = endpoints[name]
  const rest: Record<string, unknown> = { ...input }
  const filled = pattern.replace(/:(\w+)/g, (_, key: string) => {
    const value = rest[key]
    delete rest[key]
    return encodeURIComponent(String(value))
  })
  const inQuery = method === 'get' || method === 'delete'
  const query = inQuery ? `?${new URLSearchParams(rest as Record<string, string>)}` : ''
  const answer = await fetch(`${url}/api/v1${filled}${query}`, {
    method: method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    ...(inQuery ? {} : { body: JSON.stringify(rest) }),
  })
  const body: unknown = await answer.json()
  if (!answer.ok) throw new Error(`${name} was refused: ${JSON.stringify(body)}`)
  return body as Output<N>
}
