import { act, renderHook } from '@testing-library/react'
import { describe, expect, test } from 'vitest'
import { useSelection } from './use-selection.ts'

const start = (ids: string[]) => renderHook((props: { ids: string[] }) => useSelection(props.ids), { initialProps: { ids } })

describe('marking customers', () => {
  test('marks one, and everything up to another with a range', () => {
    const { result } = start(['a', 'b', 'c', 'd'])
    act(() => result.current.toggle('b'))
    act(() => result.current.toggle('d', true))
    expect(result.current.selected).toEqual(['b', 'c', 'd'])
    act(() => result.current.toggle('c'))
    expect(result.current.selected).toEqual(['b', 'd'])
  })

  test('never holds who has left the list', () => {
    const { result, rerender } = start(['a', 'b'])
    act(() => result.current.all())
    rerender({ ids: ['b'] })
    expect(result.current.selected).toEqual(['b'])
  })
})
