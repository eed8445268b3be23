import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeServer, Refusal } from '../../../../../tests/web/fake-server.ts'
import { ownConversation } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { learnConversation, resetStore, useStore } from '../../../sync/store.ts'
import { undoLast } from '../../../ui/toasts.tsx'
import { resolveWithToast } from './acts.ts'

await startTexts('en')

const id = '0197a000-0000-7000-8000-0000000000c1'
const open = ownConversation({ id, version: 1, status: 'open' })
const statusNow = () => useStore.getState().conversations[id]?.status

beforeEach(() => {
  resetStore()
  learnConversation(open)
})
afterEach(() => vi.unstubAllGlobals())

test('what was done can be taken back as soon as it is seen, though the server has not answered yet', async () => {
  let answer: () => void = () => undefined
  const asked = new Promise<void>((resolve) => (answer = resolve))
  const server = fakeServer({
    'conversation.resolve': async () => {
      await asked
      return { ...open, version: 2, status: 'resolved' }
    },
    'conversation.reopen': () => ({ ...open, version: 3 }),
  })
  vi.stubGlobal('fetch', server.fetch)
  resolveWithToast(open, 'Ada', () => undefined)
  expect(statusNow()).toBe('resolved')
  expect(undoLast()).toBe(true)
  answer()
  await vi.waitFor(() => expect(useStore.getState().conversations[id]).toMatchObject({ version: 3, status: 'open' }))
  expect(server.calls.map(({ name }) => name)).toEqual(['conversation.resolve', 'conversation.reopen'])
})

test('what was refused after all is not there to be taken back', async () => {
  const refuse = () => {
    throw new Refusal('forbidden', 'Your role does not allow this.')
  }
  vi.stubGlobal('fetch', fakeServer({ 'conversation.resolve': refuse }).fetch)
  resolveWithToast(open, 'Ada', () => undefined)
  await vi.waitFor(() => expect(statusNow()).toBe('open'))
  await vi.waitFor(() => expect(undoLast()).toBe(false))
})
