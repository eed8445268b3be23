import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { freePort } from '../../server/postgres/free-port.ts'
import { useDatabase } from '../support/database.ts'
import { type Parley, startProcess } from '../support/process.ts'

const database = useDatabase()
const folder = mkdtempSync(path.join(tmpdir(), 'parley-health-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const processes: Parley[] = []
afterEach(async () => {
  for (const one of processes.splice(0)) {
    one.kill('SIGTERM')
    await one.ended
  }
})

async function start(settings: Record<string, string>): Promise<Parley> {
  const parley = await startProcess({ DATA_DIR: folder, DATABASE_URL: database.url(), ...settings })
  processes.push(parley)
  await parley.ready
  return parley
}

async function ask(port: number, address: string): Promise<{ status: number; text: string }> {
  const response = await fetch(`http://127.0.0.1:${port}${address}`)
  return { status: response.status, text: await response.text() }
}
const readiness = async (port: number) => {
  const { status, text } = await ask(port, '/readyz')
  return { status, ...(JSON.parse(text) as { ok: boolean; missing: Record<string, string>; alarms: Record<string, string> }) }
}
const silentSeconds = async (port: number) =>
  Number(/^parley_worker_silent_seconds (\S+)/m.exec((await ask(port, '/metrics')).text)?.[1] ?? NaN)
const workerPort = (parley: Parley) => Number(/:(\d+)\/readyz/.exec(parley.out())?.[1])

describe('a split installation', { timeout: 180_000 }, () => {
  it('tells of each process how it is, and of the web that no worker is there while it goes on serving', async () => {
    const web = await start({ SERVICES: 'web' })
    const worker = await start({ SERVICES: 'worker' })
    const port = workerPort(worker)
    expect(port).not.toBe(web.port)
    await expect.poll(() => readiness(port)).toMatchObject({ status: 200, missing: {} })
    expect((await ask(port, '/healthz')).status).toBe(200)
    expect((await ask(port, '/metrics')).text).toContain('parley_jobs_total')
    expect((await ask(port, '/api/v1/session')).status).toBe(404)
    await expect.poll(() => silentSeconds(web.port)).toBe(0)
    worker.kill('SIGKILL')
    await worker.ended
    await expect.poll(async () => (await readiness(web.port)).alarms['workers'], { timeout: 90_000 }).toMatch(/inbox\/receive.* for \d+ s/)
    expect(await readiness(web.port)).toMatchObject({ status: 200, ok: true, missing: {} })
    expect(await silentSeconds(web.port)).toBeGreaterThan(20)
    const next = await start({ SERVICES: 'worker' })
    await expect.poll(() => readiness(workerPort(next))).toMatchObject({ status: 200 })
    await expect.poll(() => silentSeconds(web.port)).toBe(0)
    expect((await readiness(web.port)).alarms['workers']).toBeUndefined()
  })

  it('has room for several workers on one machine, and says which port is taken where one was asked for', async () => {
    const [first, second] = [await start({ SERVICES: 'worker' }), await start({ SERVICES: 'worker' })]
    expect(workerPort(first)).not.toBe(workerPort(second))
    const WORKER_PORT = String(await freePort())
    const third = await start({ SERVICES: 'worker', WORKER_PORT })
    expect(workerPort(third)).toBe(Number(WORKER_PORT))
    const late = await startProcess({ DATA_DIR: folder, DATABASE_URL: database.url(), SERVICES: 'worker', WORKER_PORT })
    expect(await late.ended).toBe(1)
    expect(late.err()).toBe(
      `Port ${WORKER_PORT} on 127.0.0.1 is taken, perhaps by another Parley: stop that, or set WORKER_PORT to another number.\n`,
    )
  })
})

it('one process that does everything has no alarm once its tasks run', { timeout: 60_000 }, async () => {
  const parley = await start({})
  await expect.poll(() => silentSeconds(parley.port)).toBe(0)
  expect(await readiness(parley.port)).toMatchObject({ status: 200, missing: {} })
})
