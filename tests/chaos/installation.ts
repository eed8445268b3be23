import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCluster } from '../../server/postgres/cluster.ts'
import { freePort } from '../../server/postgres/free-port.ts'
import { stopServer } from '../../server/postgres/postmaster.ts'

/** A Parley with a database of its own, both of which can be hurt. */
export type Installation = {
  url: string
  smtpPort: number
  databaseUrl: string
  /** How often the server ended without being killed. */
  collapses: () => number
  /** kill -9, and a new process at once. Resolves when that one is ready. */
  kill: () => Promise<void>
  /** Stops PostgreSQL, `gently` or as a power cut does, and starts it again. Parley goes on living. */
  restartDatabase: (gently: boolean) => Promise<void>
  end: () => Promise<void>
}

const root = path.resolve(import.meta.dirname, '../..')

export async function install(extra: Record<string, string> = {}): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-chaos-'))
  const [port, smtpPort] = [await freePort(), await freePort()]
  let cluster = await startDatabase(folder)
  const settings = {
    DATABASE_URL: cluster.url,
    DATA_DIR: path.join(folder, 'data'),
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    DEMO: '0',
    ALLOW_PRIVATE_HOSTS: '1',
    LOG_LEVEL: process.env['CHAOS_LOG'] ?? 'fatal',
    ...extra,
  }
  const url = `http://127.0.0.1:${port}`
  let server = launch(settings)
  let collapses = 0
  await ready(url, server)
  return {
    collapses: () => collapses,
    url,
    smtpPort,
    databaseUrl: cluster.url,
    kill: async () => {
      if (hasEnded(server)) collapses++
      await stop(server, 'SIGKILL')
      server = launch(settings)
      await ready(url, server)
    },
    restartDatabase: async (gently) => {
      if (!gently) process.kill(cluster.server.pid, 'SIGQUIT')
      await stopServer(cluster.server)
      cluster = await startDatabase(folder)
    },
    end: async () => {
      if (hasEnded(server)) collapses++
      await stop(server, 'SIGTERM')
      await stopServer(cluster.server)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const startDatabase = (folder: string) => startCluster(path.join(folder, 'postgres'), { max_connections: '100' })

function launch(settings: Record<string, string>): ChildProcess {
  const env = { ...process.env, VITEST: '', NODE_ENV: 'production', ...settings }
  return spawn(process.execPath, ['--import', 'tsx', 'main.ts'], { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'] })
}

const hasEnded = (server: ChildProcess) => server.exitCode !== null || server.signalCode !== null

async function stop(server: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (hasEnded(server)) return
  const ended = once(server, 'exit')
  server.kill(signal)
  await ended
}

async function ready(url: string, server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (server.exitCode !== null) throw new Error(`Parley ended by itself with ${server.exitCode}`)
    const answer = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (answer?.ok) return
    await sleep(100)
  }
  throw new Error('Parley was not ready within a minute')
}
