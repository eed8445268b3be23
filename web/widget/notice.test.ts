// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest'
import { refresh, say } from './show.ts'
import type { Chat } from './state.ts'
import { maxBytes, maxFiles } from './upload.ts'
import { words } from './words.ts'
import { attach, detach, write } from './write.ts'

vi.mock('./upload.ts', async (original) => ({
  ...(await original<object>()),
  startUpload: (_: unknown, file: File) => ({ file, done: null, error: null, cancel: () => undefined }),
}))

function chatWith(more: Partial<Chat> = {}) {
  const render = vi.fn()
  const outbox = { list: () => [], add: vi.fn() }
  const chat = { ...{ words: words.en, settings: { base: '' }, thread: new Map(), uploads: [], notice: null, line: null, told: {}, open: true, view: { render }, outbox, keep: { write: vi.fn() } }, ...more } as unknown as Chat // prettier-ignore
  return { chat, shown: () => render.mock.lastCall?.[0].notice as string | null }
}
const file = (bytes = 1) => Object.defineProperty(new File([''], 'a.png'), 'size', { value: bytes })

test('that files are still on their way is said until they are up', () => {
  const { chat, shown } = chatWith()
  attach(chat, [file()])
  expect(write(chat, 'Here')).toBe(false)
  expect(shown()).toBe(words.en.uploading)
  chat.uploads = chat.uploads.map((upload) => ({ ...upload, done: {} }) as never)
  refresh(chat)
  expect(shown()).toBeNull()
})

test('that a file is too large is said until another is attached; that there are too many, until one is taken away', () => {
  const { chat, shown } = chatWith()
  attach(chat, [file(maxBytes + 1)])
  expect(shown()).toBe(words.en.tooLarge)
  attach(chat, [file()])
  expect(shown()).toBeNull()
  attach(
    chat,
    Array.from({ length: maxFiles }, () => file()),
  )
  expect(shown()).toBe(words.en.tooMany)
  detach(chat, chat.uploads[0]!)
  expect(shown()).toBeNull()
})

test('what has no end of its own stays', () => {
  const { chat, shown } = chatWith()
  say(chat, 'The chat is closed.')
  refresh(chat)
  expect(shown()).toBe('The chat is closed.')
})
