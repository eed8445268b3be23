import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, test, vi } from 'vitest'
import { fakeServer } from '../../../../tests/web/fake-server.ts'
import type { Condition, ConditionField } from '../../../../contract/conditions.ts'
import { startTexts } from '../../i18n/index.ts'
import { resetStore, useStore } from '../../sync/store.ts'
import ConditionWords from './condition-words.tsx'

await startTexts('en')

const field = (part: Partial<ConditionField>): ConditionField => ({
  field: 'subject',
  subject: 'conversation',
  type: 'text',
  operators: ['contains'],
  group: 'conversation',
  currency: null,
  label: null,
  choices: null,
  of: null,
  ...part,
})
const fields = [
  field({}),
  field({ field: 'unread', type: 'number' }),
  field({ field: 'team', type: 'reference', of: 'team' }),
  field({ field: 'status', type: 'choice', choices: [{ value: 'open', label: null }] }),
  field({ field: 'customer.custom', label: 'Spent', type: 'number', currency: 'EUR' }),
  field({ field: 'created', type: 'time' }),
]

beforeEach(() => {
  resetStore()
  useStore.setState({ teams: { t1: { id: 't1', version: 1, name: 'Sales', parentId: null, memberIds: [] } as never } })
  vi.stubGlobal('fetch', fakeServer({ 'view.fields': () => ({ data: fields, next: null }) }).fetch)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const unread = { field: 'unread', op: 'more', value: 0 } as const
test.each<[Condition, string]>([
  [unread, 'Unread messages is more than 0'],
  [{ all: [unread, { field: 'subject', op: 'contains', value: 'tea' }] }, 'Unread messages is more than 0 and Subject contains “tea”'],
  [
    { any: [{ field: 'team', op: 'is', value: 't1' }, { all: [unread, { field: 'status', op: 'is', value: 'open' }] }] },
    'Team is Sales or (Unread messages is more than 0 and Status is Open)',
  ],
  [{ not: { any: [{ field: 'team', op: 'is', value: 'gone' }] } }, 'not (Team is No longer available)'],
  [{ field: 'customer.custom', op: 'between', value: [100, 25_050] }, 'Spent is between €1.00 and €250.50'],
  [{ field: 'created', op: 'before', value: '2026-11-02' }, 'Created is before Nov 2, 2026'],
  [{ field: 'created', op: 'in_last_days', value: 7 }, 'Created in the last 7 days'],
  [{ field: 'subject', op: 'is_not_set' }, 'Subject has no value'],
  [{ field: 'unheard', op: 'is', value: 1 }, 'Unavailable field'],
])('a condition is one sentence: %j', async (condition, words) => {
  render(<ConditionWords subject="conversation" condition={condition} />)
  await screen.findByText(words, undefined, { timeout: 10_000 })
})
