import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { useState } from 'react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { ConditionField } from '../../../../../contract/conditions.ts'
import { fakeServer } from '../../../../../tests/web/fake-server.ts'
import { usePreferences } from '../../../app/preferences.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore } from '../../../sync/store.ts'
import { chooseColumns, moveColumn, stepColumn } from './columns.ts'
import { ColumnsMenu } from './columns-menu.tsx'
import type { CustomerSort } from './customer-sort.ts'
import { Header } from './header.tsx'
import { NarrowedBy } from './narrowed-by.tsx'
import { useSelection } from './use-selection.ts'

await startTexts('en')
configure({ asyncUtilTimeout: 10_000 })

const ids = ['a', 'b', 'c']
const onSort = vi.fn<(sort: CustomerSort) => void>()

function Head({ columns = ['identity', 'seen', 'created'] }: { columns?: string[] }) {
  const selection = useSelection(ids)
  const [sort, setSort] = useState<CustomerSort>('newest')
  onSort.mockImplementation(setSort)
  return (
    <div role="table">
      <Header columns={columns} selection={selection} sort={sort} onSort={onSort} />
      <button onClick={() => selection.toggle('b')}>one</button>
    </div>
  )
}

const head = (name: string) => screen.getByRole('columnheader', { name })
const columnsNow = () => usePreferences.getState().columns

beforeEach(() => {
  resetStore()
  chooseColumns(null)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the head of the customers', () => {
  test('marks all, none, and says when it is some', () => {
    render(<Head />)
    const box = screen.getByRole<HTMLInputElement>('checkbox', { name: 'Select all shown' })
    const state = () => [box.checked, box.indeterminate]
    expect(state()).toEqual([false, false])
    fireEvent.click(screen.getByText('one'))
    expect(state()).toEqual([false, true])
    fireEvent.click(box)
    expect(state()).toEqual([true, false])
    fireEvent.click(box)
    expect(state()).toEqual([false, false])
  })

  test('sorts by what can be sorted, either way round, and says which', () => {
    render(<Head />)
    const sorted = () => ['Name', 'Identity', 'Last seen', 'Created'].map((name) => head(name).getAttribute('aria-sort'))
    expect(sorted()).toEqual(['none', null, 'none', 'descending'])
    fireEvent.click(within(head('Name')).getByRole('button'))
    expect(sorted()).toEqual(['ascending', null, 'none', 'none'])
    fireEvent.click(within(head('Name')).getByRole('button'))
    expect(sorted()).toEqual(['descending', null, 'none', 'none'])
    fireEvent.click(within(head('Last seen')).getByRole('button'))
    expect(onSort.mock.calls.map(([sort]) => sort)).toEqual(['name', 'name_desc', 'seen'])
    expect(within(head('Identity')).queryByRole('button')).toBeNull()
  })

  test('takes a column where it is dropped, from either side; the name stays first', () => {
    render(<Head />)
    const dataTransfer = { setData: () => undefined }
    const drag = (from: string, onto: string) => {
      fireEvent.dragStart(head(from), { dataTransfer })
      fireEvent.dragOver(head(onto), { dataTransfer })
      fireEvent.drop(head(onto), { dataTransfer })
      fireEvent.dragEnd(head(from), { dataTransfer })
    }
    drag('Created', 'Identity')
    expect(columnsNow()).toEqual(['created', 'identity', 'seen'])
    drag('Identity', 'Created')
    expect(columnsNow()).toEqual(['seen', 'created', 'identity'])
    expect(head('Name').getAttribute('draggable')).not.toBe('true')
  })
})

test('a column is moved by the arrow keys too, which say where it went', async () => {
  chooseColumns(['identity', 'seen'])
  render(<ColumnsMenu />)
  fireEvent.click(screen.getByRole('button', { name: 'Columns' }))
  const grip = await screen.findByRole('button', { name: 'Move Last seen' })
  fireEvent.keyDown(grip, { key: 'ArrowUp' })
  expect(columnsNow()).toEqual(['seen', 'identity'])
  expect(screen.getByRole('status').textContent).toBe('Last seen is column 1 of 2')
  fireEvent.keyDown(screen.getByRole('button', { name: 'Move Last seen' }), { key: 'ArrowUp' })
  expect(columnsNow()).toEqual(['seen', 'identity'])
})

test('columns are moved and stepped within their ends', () => {
  expect(moveColumn(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b'])
  expect(moveColumn(['a', 'b', 'c'], 'a', null)).toEqual(['b', 'c', 'a'])
  expect(stepColumn(['a', 'b'], 'b', 1)).toEqual(['a', 'b'])
  expect(stepColumn(['a', 'b'], 'b', -1)).toEqual(['b', 'a'])
})

test('what narrows the list stands above it, each with its own way off, and how many there are', async () => {
  const company: ConditionField = {
    ...{ field: 'company', subject: 'customer', type: 'text', operators: ['contains', 'is_set'], group: 'profile' },
    ...{ currency: null, label: null, choices: null, of: null },
  }
  vi.stubGlobal('fetch', fakeServer({ 'condition.fields': () => ({ data: [company], next: null }) }).fetch)
  const [one, other] = [{ field: 'company', op: 'contains', value: 'Tea' } as const, { field: 'company', op: 'is_set' } as const]
  const onChange = vi.fn()
  const query = { q: '', segmentId: 's1', filter: JSON.stringify({ all: [one, other] }), sort: 'newest' } as const
  const { rerender } = render(
    <Router hook={memoryLocation({ path: '/customers' }).hook}>
      <NarrowedBy query={query} total={{ count: 1234, exact: true }} onChange={onChange} />
    </Router>,
  )
  expect(screen.getByRole('status').textContent).toBe('1,234 customers')
  await screen.findByText('Company contains “Tea”')
  fireEvent.click(screen.getByRole('button', { name: 'Remove condition 1' }))
  fireEvent.click(screen.getByRole('button', { name: 'Remove Removed segment' }))
  fireEvent.click(screen.getByRole('button', { name: 'Clear filters' }))
  expect(onChange.mock.calls.map(([part]) => part)).toEqual([
    { filter: JSON.stringify({ all: [other] }) },
    { segmentId: null },
    { filter: null, segmentId: null },
  ])
  const either = { ...query, segmentId: null, filter: JSON.stringify({ any: [one, other] }) }
  rerender(<NarrowedBy query={either} total={{ count: 1200, exact: false }} onChange={onChange} />)
  expect(screen.getByRole('status').textContent).toBe('About 1,200 customers')
  fireEvent.click(screen.getByRole('button', { name: 'Remove condition 1' }))
  expect(onChange).toHaveBeenLastCalledWith({ filter: null })
})
