import { tmpdir } from 'node:os'
import Koa from 'koa'
import pg from 'pg'
import { describe, expect, test, vi } from 'vitest'
import { listen } from '../tests/support/http-server.ts'
import { isPassing, missingBy } from './away.ts'
import { DatabaseAway } from './database-watch.ts'
import { diskFull } from './disk.ts'
import { answerErrors, nameRequest } from './middleware.ts'

vi.stubEnv('DATA_DIR', tmpdir())

const coded = (code: string, message = 'something', more: object = {}) => Object.assign(new Error(message), { code, ...more })
const database = (code: string) => Object.assign(new pg.DatabaseError('something', 0, 'error'), { code })

const away: [string, unknown][] = [
  ['the watch says so', new DatabaseAway('it does not answer')],
  ['it starts up or shuts down', database('57P03')],
  ['an administrator ended the session', database('57P01')],
  ['its connection broke', database('08006')],
  ['it has no connection left', database('53300')],
  ['it follows another since a failover', database('25006')],
  ['our transaction was idle for too long', database('25P03')],
  ['somebody has locked what we need', database('55P03')],
  ['nobody listens', coded('ECONNREFUSED')],
  ['its socket is gone', coded('ENOENT', 'connect ENOENT /data/run/.s.PGSQL.5432', { syscall: 'connect' })],
  ['the pool has none to give', new Error('timeout exceeded when trying to connect')],
  ['a connection ended under a query', new Error('Connection terminated unexpectedly')],
  ['Prisma cannot reach it', coded('P1001')],
  [
    'Prisma holds the driver’s error',
    coded('P2010', 'raw', { meta: { driverAdapterError: new Error('x', { cause: { originalCode: '57P01' } }) } }),
  ],
  ['it is what caused the error', new Error('outer', { cause: database('57P02') })],
]
const full: [string, unknown][] = [
  ['our own', coded('ENOSPC', 'no space left on device, write', { syscall: 'write' })],
  ['our quota', coded('EDQUOT')],
  ['the database’s', database('53100')],
]
const neither: [string, unknown][] = [
  ['a bug', new TypeError('x is undefined')],
  ['a statement that is wrong', database('42601')],
  ['a value that is taken', database('23505')],
  ['a file that is not there', coded('ENOENT', 'no such file', { syscall: 'open' })],
  ['a statement that took too long', database('57014')],
  ['no error at all', 'text'],
]

describe('an error', () => {
  test.each(away)('that says of the database that %s', (_, error) => expect(missingBy(error)).toBe('database'))
  test.each(full)('that says of a disk, %s, that it is full', (_, error) => expect(missingBy(error)).toBe('disk'))
  test.each(neither)('that is about %s', (_, error) => expect(missingBy(error)).toBeNull())

  test.each([...away, ...full, ['a deadlock', database('40P01')], ['a cancelled statement', database('57014')]])(
    'that passes: %s',
    (_, error) => expect(isPassing(error)).toBe(true),
  )
  test.each(neither.filter(([what]) => what !== 'a statement that took too long'))('that comes again: %s', (_, error) =>
    expect(isPassing(error)).toBe(false),
  )
})

async function answerTo(error: unknown): Promise<{ status: number; retryAfter: string | null; body: unknown }> {
  const app = new Koa()
  app.use(nameRequest).use(answerErrors)
  app.use(() => {
    throw error
  })
  const { url } = await listen(app.callback())
  const response = await fetch(url, { headers: { 'Accept-Language': 'zh-CN' } })
  return { status: response.status, retryAfter: response.headers.get('Retry-After'), body: await response.json() }
}

describe('a request that meets one', () => {
  test.each(away)('is asked to come again in a moment: %s', async (_, error) => {
    const said = { error: { code: 'upstream', message: expect.stringContaining('数据库') } }
    expect(await answerTo(error)).toMatchObject({ status: 503, retryAfter: '5', body: said })
  })

  test.each(full)('is told that there is no room: %s', async (_, error) => {
    const said = { error: { code: 'upstream', message: expect.stringContaining('磁盘') } }
    expect(await answerTo(error)).toMatchObject({ status: 503, retryAfter: '60', body: said })
    expect(await diskFull()).toContain('full')
  })

  test('that is our own fault is 500', async () => {
    expect(await answerTo(new TypeError('x'))).toMatchObject({ status: 500, retryAfter: null })
  })
})

// A file system on which nobody may write a byte, with no privilege needed to have one.
test.skipIf(process.platform !== 'linux')('a disk without room is seen before anything fails on it', async () => {
  vi.resetModules()
  vi.stubEnv('DATA_DIR', '/proc')
  const fresh = await import('./disk.ts')
  expect(await fresh.diskFull()).toBe('the disk of DATA_DIR is full')
  expect(await fresh.diskLow()).toBe('the disk of DATA_DIR has 0 MB left')
})
