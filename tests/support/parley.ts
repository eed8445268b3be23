import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../../server/postgres/free-port.ts'

/** A Parley in a process of its own, as it was built. */
export type Parley = {
  url: string
  smtpPort: number
  dataDir: string
  /** kill -9. */
  kill: () => Promise<void>
  /** Starts it again after `kill`, with the same ports and data. */
  start: () => Promise<void>
  end: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')

/** Starts `dist/server` on free ports over `databaseUrl` and waits until it is ready; `settings` are environment variables. */
export async function startParley(databaseUrl: string, settings: Record<string, string> = {}): Promise<Parley> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-e2e-'))
  const dataDir = path.join(folder, 'data')
  const [port, smtpPort] = [await freePort(), await freePort()]
  const url = `http://127.0.0.1:${port}`
  const own = {
    PUBLIC_URL: url,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    LOG_LEVEL: 'fatal',
  }
  const env = { ...process.env, VITEST: '', NODE_ENV: 'production', ...own, ...settings }
  let server: ChildProcess
  const start = async () => {
    server = spawn(process.execPath, ['dist/server/main.js'], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] })
    await ready(server)
  }
  await start()
  const end = async () => {
    await stop(server, 'SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  }
  return { url, smtpPort, dataDir, kill: () => stop(server, 'SIGKILL'), start, end }
}

async function stop(server: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

/** The line that says it is ready comes after everything else, the demo's conversations included. */
async function ready(server: ChildProcess): Promise<void> {
  let said = ''
  server.stdout?.setEncoding('utf8').on('data', (text: string) => (said += text))
  for (let waited = 0; waited < 60_000; waited += 50) {
    if (said.includes('Parley is ready')) return
    if (server.exitCode !== null) throw new Error(`Parley ended by itself with ${server.exitCode}`)
    await sleep(50)
  }
  throw new Error('Parley was not ready within a minute')
}
