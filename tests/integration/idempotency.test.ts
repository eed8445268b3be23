import type { Context as KoaContext } from 'koa'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { audit } from '../../server/audit.ts'
import { pool, type Sql } from '../../server/db.ts'
import { once } from '../../server/idempotency.ts'
import { apiOf } from './http.ts'
import { messagesOf, newConversation, newScene, type Scene } from './scene.ts'
import { useServer } from './serve.ts'

const server = useServer()

let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})

describe('an Idempotency-Key', () => {
  const post = (key: string, text: string, threadId: string, token = scene.agent.token) =>
    apiOf(server.url, token)('POST', `conversations/${threadId}/messages`, { text }, { 'Idempotency-Key': key })

  test('gives the same answer again and does the work once', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    const [first, second] = [await post(key, 'once', thread.id), await post(key, 'once', thread.id)]
    expect(first.status).toBe(200)
    expect(second.body).toEqual(first.body)
    expect((await messagesOf(thread.id)).filter((row) => row.direction === 'out')).toHaveLength(1)
  })

  test('on another request is refused, and is another person’s own', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    await post(key, 'once', thread.id)
    expect(await post(key, 'twice', thread.id)).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
    expect((await post(key, 'theirs', thread.id, scene.owner.token)).status).toBe(200)
  })

  test('used by eight requests at once does the work once; who is early is told to wait', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(key, 'once', thread.id)))
    expect(new Set(answers.map((answer) => answer.status))).toEqual(
      new Set(answers.some(({ status }) => status === 409) ? [200, 409] : [200]),
    )
    expect((await messagesOf(thread.id)).filter((row) => row.direction === 'out')).toHaveLength(1)
    expect((await post(key, 'once', thread.id)).status).toBe(200)
  })

  const answersSent = async (threadId: string) => (await messagesOf(threadId)).filter((row) => row.direction === 'out')

  test('whose work committed and whose answer a crash took does not run it again, and says so', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    await post(key, 'once', thread.id)
    // What a process leaves that is killed between the work's commit and the record of its answer.
    await pool().query(
      `UPDATE idempotency_keys SET status = NULL, response = NULL, created_at = now() - interval '1 hour', committed_at = committed_at - interval '1 hour' WHERE key = $1`,
      [key],
    )
    const repeat = await post(key, 'once', thread.id)
    expect(repeat).toMatchObject({ status: 409, body: { error: { message: expect.stringContaining('carried out') } } })
    expect(await answersSent(thread.id)).toHaveLength(1)
  })

  test('of a request that died before its work committed may be used after a minute', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    await post(key, ' ', thread.id)
    await post(key, 'once', thread.id)
    await pool().query(
      `UPDATE idempotency_keys SET status = NULL, response = NULL, committed_at = NULL, created_at = now() - interval '2 minutes' WHERE key = $1`,
      [key],
    )
    expect((await post(key, 'once', thread.id)).status).toBe(200)
  })

  test.each(['pg', 'prisma'])('lost to a repeat before the work commits (%s) takes the work back', async (kind) => {
    const { context } = scene.agent
    const key = v7()
    const request = { method: 'POST', url: '/x', get: () => key } as unknown as KoaContext
    const slow = once(request, context, {}, () => {
      const work = async (tx: { sql: Sql }) => {
        await audit(tx, context, { action: `slow ${key}` })
        await pool().query('UPDATE idempotency_keys SET attempt = $2 WHERE key = $1', [key, v7()])
      }
      return kind === 'pg' ? context.sqlTransaction(work) : context.transaction(work)
    })
    await expect(slow).rejects.toMatchObject({ code: 'conflict' })
    expect((await pool().query('SELECT 1 FROM audit_entries WHERE action = $1', [`slow ${key}`])).rows).toEqual([])
  })

  test('on the same address with another query is another request', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    const ask = (query: string) =>
      apiOf(server.url, scene.agent.token)('POST', `conversations/${thread.id}/messages${query}`, { text: 'x' }, { 'Idempotency-Key': key })
    expect((await ask('')).status).toBe(200)
    expect(await ask('?kind=note')).toMatchObject({ status: 409, body: { error: { code: 'conflict' } } })
  })

  test('of a refused request may be used again', async () => {
    const thread = await newConversation(scene)
    const key = v7()
    expect((await post(key, ' ', thread.id)).status).toBe(400)
    expect((await post(key, 'right', thread.id)).status).toBe(200)
  })
})
