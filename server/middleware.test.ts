import type { Context } from 'koa'
import { expect, test } from 'vitest'
import { answerErrors } from './middleware.ts'

/** What is answered to a request whose handler throws `error`. */
async function answerTo(
  error: unknown,
  state: object = {},
): Promise<{ status: number; body: { error: { code: string; message: string } } }> {
  const ctx = { state: { requestId: 'r', ...state }, url: '/api/v1/x', path: '/api/v1/x', get: () => 'en', set: () => undefined }
  await answerErrors(ctx as unknown as Context, () => Promise.reject(error as Error))
  return ctx as never
}

const pgError = (code: string) => Object.assign(new Error('invalid byte sequence for encoding "UTF8": 0x00'), { code })

test.each([
  ['22021', pgError('22021')],
  ['22P05', pgError('22P05')],
  ['22008', pgError('22008')],
  ['54000', pgError('54000')],
  ['22003 of an adapter', Object.assign(new Error('adapter'), { cause: { originalCode: '22003' } })],
  [
    '22P02 within Prisma’s error',
    Object.assign(new Error('prisma'), { code: 'P2010', meta: { driverAdapterError: { cause: { originalCode: '22P02' } } } }),
  ],
])('a value the database refused (%s) is the caller’s to change, and the database is not quoted', async (_, error) => {
  const { status, body } = await answerTo(error)
  expect([status, body.error.code]).toEqual([400, 'invalid'])
  expect(JSON.stringify(body)).not.toMatch(/byte sequence|prisma|22/i)
})

test.each(['23505', '23514', '42601', '40001', 'EPIPE', 'P2002'])('%s stays a fault of ours', async (code) => {
  expect((await answerTo(pgError(code))).status).not.toBe(400)
})
