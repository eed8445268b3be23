import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { adapterFor } from '../channels/index.ts'
import { keepFiles } from './arrival.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-arrival-'))
vi.stubEnv('DATA_DIR', folder)
afterAll(() => rmSync(folder, { recursive: true }))

const line = 'a line of a text that is too long to be shown whole\n'
const long = line.repeat(4_000)

async function kept(body: string) {
  const [item] = await keepFiles(await adapterFor('email').parse(Buffer.from(`From: a@example.com\r\n\r\n${body}`)))
  if (item?.type !== 'message') throw new Error('a message was expected')
  return item
}

test('a text too long to show comes along whole, once', async () => {
  const { text, files } = await kept(long)
  expect(text.length).toBeLessThan(101_000)
  expect(files).toMatchObject([{ name: 'full-text.txt', size: long.trim().length }])
})
