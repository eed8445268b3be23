import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '../errors.ts'
import { sourceProgram } from './child.ts'
import { parserPool } from './pool.ts'
import { samples } from '../../tests/support/parsers.ts'
import { ParserBusy, ParserFailed } from './task.ts'

const newPool = () => parserPool(sourceProgram(path.resolve(import.meta.dirname, '../../tests/support/parsers.ts')))
const inParser = newPool()
const who = { key: 'a' }
const failure = async (work: Promise<unknown>): Promise<Error> => work.then(() => new Error('it did not fail'), (error: Error) => error) // prettier-ignore

test('what goes in comes out again, bytes as bytes', async () => {
  const input = { text: '您好', bytes: Buffer.from([0, 1, 255]), list: [1, null, { deep: true }] }
  expect(await inParser(samples.echo, input, who)).toEqual(input)
})

test('a parser gets nothing of our environment', async () => {
  const names = (await inParser(samples.environment, null, who)) as string[]
  expect(process.env['APP_SECRET']).toBeDefined()
  expect(names).not.toContain('APP_SECRET')
  expect(names).not.toContain('PATH')
})

describe('one input that breaks its parser is an error for its caller alone', () => {
  test.each([
    ['a loop without end', samples.loop, /longer than 1 s/],
    ['a regular expression without end', samples.backtrack, /longer than 1 s/],
    ['a promise nobody keeps', samples.neverResolves, /longer than 1 s/],
    ['more memory than there is', samples.memory, /more memory/],
    ['a process that ends', samples.leave, /broke the reader/],
    ['an exception', samples.throws, /^this is no mail$/],
  ])('%s', async (_, task, message) => {
    const error = await failure(inParser(task as typeof samples.echo, null, who))
    expect(error).toBeInstanceOf(ParserFailed)
    expect(error.message).toMatch(message)
    expect(await inParser(samples.echo, 'next', who)).toBe('next')
  })

  test('a refusal stays one', async () => {
    const error = await failure(inParser(samples.refuses, null, who))
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'invalid', field: 'file', message: 'no workbook' })
  })
})

test('what runs ends at once when its caller is gone, and what waits is not begun', async () => {
  const gone = new AbortController()
  const work = [1, 2, 3].map(() => failure(inParser(samples.long, null, { key: 'gone', signal: gone.signal })))
  expect(await inParser(samples.echo, 'others go on', who)).toBe('others go on')
  gone.abort(new Error('hung up'))
  expect((await Promise.all(work)).map(({ message }) => message)).toEqual(['hung up', 'hung up', 'hung up'])
  expect((await failure(inParser(samples.echo, null, { key: 'gone', signal: gone.signal }))).message).toBe('hung up')
  expect(await inParser(samples.echo, 'again', { key: 'gone' })).toBe('again')
})

test('whoever has much to read does not keep others waiting', async () => {
  const hog = newCrowd(inParser)
  const asked = hog.ask(300)
  expect(await inParser(samples.echo, 'served', { key: 'other' })).toBe('served')
  hog.leave()
  await Promise.all(asked)
})

test('a line that is too long for one is refused', async () => {
  const pool = newPool()
  const hog = newCrowd(pool)
  const asked = hog.ask(402)
  expect(await asked.at(-1)).toBeInstanceOf(ParserBusy)
  hog.leave()
  expect((await Promise.all(asked)).filter((error) => error instanceof ParserBusy)).toHaveLength(1)
})

/** Many that ask for the same, and give up together. */
function newCrowd(pool: typeof inParser) {
  const gone: AbortController[] = []
  const ask = () => {
    gone.push(new AbortController())
    return failure(pool(samples.long, null, { key: 'hog', signal: gone.at(-1)!.signal }))
  }
  return { ask: (n: number) => Array.from({ length: n }, ask), leave: () => gone.forEach((one) => one.abort(new Error('enough'))) }
}

test('processes are kept for the next input', async () => {
  const pool = newPool()
  const first = await pool(samples.pid, null, who)
  expect(await pool(samples.pid, null, who)).toBe(first)
})
