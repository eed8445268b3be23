import { beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { receiveLoop } from '../../../inbox/receive.ts'
import { pool } from '../../../server/db.ts'
import { chatIn, chatRaw, messagesOf, conversationsOf, newScene, rawMailIn, rawsOf, receiveAll, type Scene } from '../scene.ts'
import { useInbox } from '../serve.ts'
import { ParserTooSlow, type ParserTask } from '../../../server/parsers/task.ts'

/** Bodies that say `slow` are slow: the quick lane gives them up, and the slow lane holds them until `let go`. */
const lane = vi.hoisted(() => ({ asked: [] as string[], letGo: () => undefined as void, held: Promise.resolve() }))
vi.mock('../../../server/parsers/pool.ts', () => ({
  inParser: async (task: ParserTask<{ body: Uint8Array }, unknown>, input: { body: Uint8Array }) => {
    const text = Buffer.from(input.body).toString()
    lane.asked.push(`${task.lane} ${/slow|ordinary/.exec(text)?.[0] ?? ''}`)
    if (text.includes('slow') && task.lane === 'quick') throw new ParserTooSlow('This took longer than 2 s to read, so it was given up.')
    if (text.includes('slow')) await lane.held
    if (text.includes('slow for ever')) throw new ParserTooSlow('This took longer than 20 s to read, so it was given up.')
    return task.parse(input)
  },
}))

useInbox()
let scene: Scene
beforeAll(async () => {
  scene = await newScene()
})
beforeEach(() => {
  lane.asked.length = 0
  lane.held = new Promise((resolve) => (lane.letGo = resolve))
})

let mails = 0
const mail = (from: string, text: string) =>
  rawMailIn(
    scene,
    Buffer.from(`From: ${from}@example.com\r\nMessage-ID: <${(mails += 1)}@mail.example>\r\nSubject: s\r\n\r\n${text} ${mails}`),
  )

const textsOf = async (from: string) =>
  (
    await pool().query<{ text: string }>(
      `SELECT text FROM messages m JOIN conversations c ON c.id = m.conversation_id
        WHERE m.workspace_id = $1 AND m.from_value = $2 ORDER BY m.raw_id, m.position`,
      [scene.workspaceId, `${from}@example.com`],
    )
  ).rows.map(({ text }) => text)

/** Receives until `work` is done. */
async function receiving(work: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  const loop = receiveLoop(stop.signal)
  try {
    await work()
  } finally {
    lane.letGo()
    stop.abort()
    await loop
  }
}

test('a slow mail holds up neither another channel nor another writer of its own; what its writer sent behind it keeps its order', async () => {
  await mail('bomber', 'slow')
  await mail('honest', 'ordinary')
  await mail('bomber', 'ordinary, behind')
  await chatIn(scene, { visitor: 'v1', text: 'a chat' })
  await receiving(async () => {
    await expect.poll(() => textsOf('honest'), { timeout: 15_000 }).toHaveLength(1)
    await expect.poll(async () => (await conversationsOf(scene)).some(({ last_preview: said }) => said === 'a chat')).toBe(true)
    expect(await textsOf('bomber')).toEqual([])
    await mail('honest', 'ordinary, later')
    await expect.poll(() => textsOf('honest'), { timeout: 15_000 }).toHaveLength(2)
    lane.letGo()
    await expect
      .poll(() => textsOf('bomber'), { timeout: 15_000 })
      .toEqual([expect.stringMatching(/^slow/), expect.stringMatching(/behind/)])
  })
  expect((await rawsOf(scene)).map(({ status }) => status)).toEqual(['done', 'done', 'done', 'done', 'done'])
})

test('what stays slow is parked with its reason, and its writer’s next mail comes in', async () => {
  await mail('ever', 'slow for ever')
  await mail('ever', 'ordinary, behind')
  lane.letGo()
  await receiveAll()
  const parked = (await rawsOf(scene)).filter(({ status }) => status === 'parked')
  expect(parked.map(({ reason }) => reason)).toEqual([expect.stringMatching(/longer than 20 s/)])
  expect(await textsOf('ever')).toEqual([expect.stringMatching(/behind/)])
})

test('nothing is lost or doubled when the receiver ends while a slow one is read', async () => {
  await mail('crash', 'slow')
  await mail('crash', 'ordinary, behind')
  const stop = new AbortController()
  const loop = receiveLoop(stop.signal)
  await expect.poll(() => lane.asked, { timeout: 15_000 }).toContain('slow slow')
  stop.abort()
  await loop
  expect(await textsOf('crash')).toEqual([])
  lane.letGo()
  await receiveAll()
  await receiveAll()
  expect(await textsOf('crash')).toEqual([expect.stringMatching(/^slow/), expect.stringMatching(/behind/)])
})

test('slow ones of one channel are read one after the other, and are not tried again by the quick lane', async () => {
  for (const from of ['s1', 's2', 's3']) await mail(from, 'slow')
  await mail('s4', 'ordinary')
  await receiving(async () => {
    await expect.poll(() => textsOf('s4'), { timeout: 15_000 }).toHaveLength(1)
    expect(lane.asked.filter((asked) => asked === 'slow slow')).toHaveLength(1)
    lane.letGo()
    await expect.poll(async () => (await Promise.all(['s1', 's2', 's3'].map(textsOf))).flat(), { timeout: 15_000 }).toHaveLength(3)
  })
})

test('in a channel whose bodies tell no writer, everything behind a slow one keeps its order', async () => {
  const body = (n: number, text: string) => ({
    ...{
      type: 'message',
      id: `01900000-0000-7000-8000-00000000000${n}`,
      text,
      channelId: scene.chat.id,
      visitor: { id: 'order' },
      at: new Date(),
    },
  })
  await chatRaw(scene, JSON.stringify(body(1, 'slow x')) + ' '.repeat(20_000))
  await chatRaw(scene, body(2, 'second'))
  await chatRaw(scene, body(3, 'third'))
  lane.letGo()
  await receiveAll()
  const thread = (await conversationsOf(scene)).find(({ thread_key: key }) => key === 'visitor:order')!
  expect((await messagesOf(thread.id)).map(({ text }) => text.slice(0, 6))).toEqual(['slow x', 'second', 'third'])
})
