import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, vi } from 'vitest'
import { accounts } from '../../accounts/index.ts'
import { channels } from '../../channels/feature.ts'
import { customers } from '../../customers/index.ts'
import { inbox } from '../../inbox/index.ts'
import type { Feature } from '../../server/feature.ts'
import { closeHttp, listen, makeHttp } from '../../server/http.ts'
import { startQueue, stopQueue } from '../../server/queue.ts'
import { startRealtime } from '../../server/realtime.ts'
import { useDatabase } from '../support/database.ts'

export const features: Feature[] = [accounts, channels, customers, inbox]

/** A data folder for the test file; gone after its last test. */
export function useFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'parley-test-'))
  vi.stubEnv('DATA_DIR', folder)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A database and a folder of the file's own, and a queue that takes jobs and runs none: tests run them by hand. */
export function useInbox(): { url: () => string } {
  useFolder()
  const database = useDatabase()
  beforeAll(() =>
    startQueue(
      features.flatMap((feature) => feature.jobs ?? []),
      { work: false },
    ),
  )
  afterAll(stopQueue)
  return database
}

/** As `useInbox`, with Parley's HTTP and sockets on a free port of this machine. */
export function useServer(): { url: () => string } {
  useInbox()
  let url = ''
  let stop = async (): Promise<void> => undefined
  beforeAll(async () => {
    const http = makeHttp(features)
    const stopRealtime = await startRealtime(http, features)
    url = `http://127.0.0.1:${await listen(http, 0, '127.0.0.1')}`
    stop = async () => {
      // As Parley itself ends: requests end when they are answered, sockets only when they are cut.
      await Promise.all([closeHttp(http), stopRealtime()])
    }
  })
  afterAll(() => stop())
  return { url: () => url }
}
