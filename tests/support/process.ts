import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { freePort } from '../../server/postgres/free-port.ts'

/** Parley in a process of its own, as `npm start` runs it but for the browser app. */
export type Parley = {
  port: number
  pid: number
  /** What it has printed so far. */
  out: () => string
  err: () => string
  /** Resolves when it says it is ready; rejects with its words when it ends before. */
  ready: Promise<void>
  /** Its exit code, null when a signal ended it. */
  ended: Promise<number | null>
  kill: (signal: NodeJS.Signals) => void
}

const root = path.resolve(import.meta.dirname, '../..')

/** Starts Parley on a free port with these settings (CLOCK_SKEW_MS: by how much its clock is ahead of everybody's); the demo and the SMTP receiver are off unless they say otherwise. */
export async function startProcess(settings: Record<string, string>): Promise<Parley> {
  const port = Number(settings['PORT'] ?? (await freePort()))
  const env = { PATH: process.env['PATH'], PORT: String(port), DEMO: '0', SMTP_PORT: '0', LOG_LEVEL: 'fatal', ...settings }
  const { CLOCK_SKEW_MS: skew } = settings
  const clock = skew === undefined ? [] : ['--import', './tests/chaos/skewed-clock.mjs']
  const child = spawn(process.execPath, [...clock, '--enable-source-maps', '--max-semi-space-size=8', 'scripts/start.mjs', '--no-web'], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed = { out: '', err: '' }
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const ready = new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      printed.out += chunk
      if (printed.out.includes('ready')) resolve()
    })
    child.stderr.on('data', (chunk: Buffer) => (printed.err += chunk))
    void ended.then((code) => reject(new Error(`Parley ended with ${code}: ${printed.err}`)))
  })
  // Whoever expects an end does not wait for it to be ready.
  ready.catch(() => undefined)
  return { port, pid: child.pid ?? 0, out: () => printed.out, err: () => printed.err, ready, ended, kill: (signal) => child.kill(signal) }
}
