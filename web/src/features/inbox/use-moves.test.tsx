import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { currentActions } from '../../app/actions.ts'
import { startTexts } from '../../i18n/index.ts'
import { resetStore } from '../../sync/store.ts'
import { useMoves } from './use-moves.ts'

await startTexts('en')

beforeEach(() => {
  resetStore()
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no line')))
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = vi.fn()
const press = (key: string) => {
  open.mockClear()
  currentActions()
    .findLast((one) => one.keys === key)!
    .run()
  return open.mock.calls[0]?.[0] as string | undefined
}
const listed = (ids: string[], id: string | undefined) =>
  renderHook((props: { ids: string[]; id: string | undefined }) => useMoves(props.ids, props.id, open), { initialProps: { ids, id } })

test('j and k go to the neighbours, and begin at the first', () => {
  const { rerender } = listed(['a', 'b', 'c'], undefined)
  expect(press('j')).toBe('a')
  rerender({ ids: ['a', 'b', 'c'], id: 'b' })
  expect([press('j'), press('k')]).toEqual(['c', 'a'])
})

test('from a conversation that left the list they go on where it stood, not at the first', () => {
  const { rerender } = listed(['a', 'b', 'c', 'd'], 'b')
  rerender({ ids: ['a', 'c', 'd'], id: 'b' })
  expect([press('j'), press('k')]).toEqual(['c', 'a'])
})

test('what comes next is the row below, at the end the one above, and nothing when there is no other', () => {
  const next = (ids: string[], id: string) => listed(ids, id).result.current()
  expect([next(['a', 'b', 'c'], 'b'), next(['a', 'b', 'c'], 'c'), next(['a'], 'a')]).toEqual(['c', 'b', undefined])
})
