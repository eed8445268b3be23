import { cleanup, configure, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConditionField } from '../../../../contract/conditions.ts'
import { fakeServer } from '../../../../tests/web/fake-server.ts'
import { startTexts } from '../../i18n/index.ts'
import { resetStore } from '../../sync/store.ts'
import { FilterDialog } from './filter-dialog.tsx'

await startTexts('en')
configure({ asyncUtilTimeout: 10_000 })

const company: ConditionField = {
  ...{ field: 'company', subject: 'customer', type: 'text', operators: ['contains', 'is_set'], group: 'profile' },
  ...{ currency: null, label: null, choices: null, of: null },
}

function show(value: string | null = null) {
  const server = fakeServer({
    'condition.fields': () => ({ data: [company], next: null }),
    'segment.count': () => ({ count: 7, exact: true }),
  })
  vi.stubGlobal('fetch', server.fetch)
  const [onApply, onClose] = [vi.fn(), vi.fn()]
  const kept: unknown[] = []
  const keep = (read: () => unknown) => <button onClick={() => kept.push(read())}>Keep</button>
  render(<FilterDialog subject="customer" value={value} open onClose={onClose} onApply={onApply} keep={keep} />)
  return { server, onApply, onClose, kept }
}

const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

async function addCompany(): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: 'Add condition' }))
  fireEvent.click(await screen.findByRole('button', { name: 'Company' }))
  await screen.findByRole('textbox', { name: 'Value of Company' })
}

beforeEach(resetStore)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('an unfinished part is not left out: nothing is applied or kept, and the part is named and focused', async () => {
  const { server, onApply, onClose, kept } = show()
  await addCompany()
  // Nothing is counted that is not what the person means.
  expect(screen.getByRole('status').textContent).toContain('Complete the conditions')
  expect(screen.queryByRole('alert')).toBeNull()
  press('Apply')
  expect(within(screen.getByRole('alert')).getByText('Part 1 (Company): Enter a value.')).toBeTruthy()
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Value of Company' }))
  press('Keep')
  expect(kept).toEqual([null])
  expect(onApply).not.toHaveBeenCalled()
  expect(onClose).not.toHaveBeenCalled()

  fireEvent.change(screen.getByRole('textbox', { name: 'Value of Company' }), { target: { value: 'Li' } })
  expect(screen.queryByRole('alert')).toBeNull()
  await screen.findByText('7 customers')
  press('Apply')
  expect(onApply).toHaveBeenCalledWith(JSON.stringify({ all: [{ field: 'company', op: 'contains', value: 'Li' }] }))
  expect(onClose).toHaveBeenCalled()
  expect(server.calls.filter(({ name }) => name === 'segment.count')).toHaveLength(1)
})

test('a part whose field is gone says so from the beginning', async () => {
  const { onApply } = show(JSON.stringify({ all: [{ field: 'fields.gone', op: 'is', value: 'x' }] }))
  await screen.findByText('The field no longer exists or is not available to you. Choose another.')
  press('Apply')
  expect(screen.getByRole('alert').textContent).toContain('Part 1')
  expect(onApply).not.toHaveBeenCalled()
  press('Remove Unavailable field')
  press('Apply')
  expect(onApply).toHaveBeenCalledWith(null)
})
