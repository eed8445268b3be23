import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { ConditionField } from '../../../../contract/conditions.ts'
import type { Segment } from '../../../../contract/segments.ts'
import { fakeServer, Refusal } from '../../../../tests/web/fake-server.ts'
import { startTexts } from '../../i18n/index.ts'
import { resetStore, useStore } from '../../sync/store.ts'
import { SegmentForm } from './segment-form.tsx'

await startTexts('en')
configure({ asyncUtilTimeout: 10_000 })

const at = '2026-11-20T02:00:00.000Z'
const segment: Segment = {
  id: '0197a000-0000-7000-8000-0000000000d1',
  version: 3,
  name: 'By number',
  condition: { field: 'phone', op: 'is', value: '+8613*****5678' },
  broken: null,
  createdAt: at,
  updatedAt: at,
}
/** As the server offers it to who sees numbers in part. */
const phone: ConditionField = {
  ...{ field: 'phone', subject: 'customer', type: 'text', operators: ['is_set', 'is_not_set'] },
  ...{ group: 'identity', currency: null, label: null, choices: null, of: null },
}

function serve() {
  const server = fakeServer({
    'condition.fields': () => ({ data: [phone], next: null }),
    'segment.count': () => {
      throw new Refusal('forbidden', 'Part 1 of the condition compares contact data your role sees only in part.')
    },
    'segment.update': ({ name }) => ({ ...segment, version: 4, name: name ?? segment.name }),
  })
  vi.stubGlobal('fetch', server.fetch)
  return server
}

beforeEach(() => {
  resetStore()
  useStore.setState({ grants: { permissions: ['customer.read', 'segment.manage'], scope: 'all', masked: ['phone'] } })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('a name is changed without sending a condition that its person could not ask', async () => {
  const server = serve()
  render(<SegmentForm segment={segment} />)
  const comparison = await screen.findByRole<HTMLSelectElement>('combobox', { name: /How .*compared|Phone/ })
  expect(comparison.value).toBe('is')
  fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'By a number' } })
  fireEvent.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(server.calls.some(({ name }) => name === 'segment.update')).toBe(true))
  const { input } = server.calls.find(({ name }) => name === 'segment.update')!
  expect(input).toEqual({ id: segment.id, version: 3, name: 'By a number' })
})

test('one that can no longer be asked says why', async () => {
  serve()
  render(<SegmentForm segment={{ ...segment, broken: 'Part 1 of the condition has a value its field cannot have. Enter it again.' }} />)
  expect((await screen.findByRole('alert')).textContent).toContain('a value its field cannot have')
})
