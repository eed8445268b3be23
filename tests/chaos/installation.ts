import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../../server/postgres/free-port.ts'
import { type Database, databaseOf } from './database.ts'
import { mountDisk } from './disk.ts'
import { type NodeProcess, startNode } from './node-process.ts'

/** A Parley of two processes, one that does everything and a second worker, with a database and a disk of its own; all can be hurt. */
export type Installation = {
  url: string
  smtpPort: number
  database: Database
  main: NodeProcess
  worker: NodeProcess
  /** Null where this machine lets us have no disk of our own. */
  disk: ReturnType<typeof mountDisk>
  /** How often a process ended without being killed. */
  collapses: () => number
  end: () => Promise<void>
}

const diskMegabytes = 700

export async function install(extra: Record<string, string> = {}): Promise<Installation> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-chaos-'))
  const dataDir = path.join(folder, 'data')
  mkdirSync(dataDir)
  const disk = mountDisk(dataDir, diskMegabytes)
  const [port, smtpPort, workerPort] = [await freePort(), await freePort(), await freePort()]
  const settings = {
    DATA_DIR: dataDir,
    PORT: String(port),
    SMTP_PORT: String(smtpPort),
    SMTP_TRUSTED_RELAYS: '127.0.0.1',
    DEMO: '0',
    ALLOW_PRIVATE_HOSTS: '1',
    LOG_LEVEL: process.env['CHAOS_LOG'] ?? 'fatal',
    ...extra,
  }
  const url = `http://127.0.0.1:${port}`
  const main = await startNode(settings, `${url}/readyz`)
  const workerOnly = { ...settings, SERVICES: 'worker', WORKER_PORT: String(workerPort), SMTP_PORT: '0' }
  const worker = await startNode(workerOnly, `http://127.0.0.1:${workerPort}/readyz`)
  const database = await databaseOf(dataDir)
  return {
    ...{ url, smtpPort, database, main, worker, disk },
    collapses: () => main.collapses() + worker.collapses(),
    end: async () => {
      await Promise.all([main.end(), worker.end()])
      await database.stop()
      disk?.unmount()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
