import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { message } from '../../../../../tests/web/samples.ts'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { MessageEntry } from './message-entry.tsx'

await startTexts('en')
beforeEach(() => resetStore())
afterEach(cleanup)

const of = (id: string, name: string) =>
  ({
    type: 'message',
    message: message({ author: { type: 'customer', id, name } }),
    channelKind: 'webchat',
    channelId: 'ch1',
    conversationId: 'c1',
  }) as Extract<TimelineEntry, { type: 'message' }>
const draw = (id: string, name: string) => render(<MessageEntry entry={of(id, name)} customer={{ id: 'cu1', name: 'Lin Xiaoyu' }} />)

test('what a customer wrote before they told their name stands under it; what others wrote does not', () => {
  useStore.setState({ mergedInto: { 'cu-b': 'cu1' } })
  draw('cu1', 'Visitor 77e1')
  draw('cu-b', 'Xiaoyu')
  expect(screen.getAllByRole('article', { name: 'Lin Xiaoyu' })).toHaveLength(2)
  draw('cu-c', 'Zhang San')
  screen.getByRole('article', { name: 'Zhang San' })
})

test('whoever wrote besides the customer is named', () => {
  draw('cu1', 'Lin Xiaoyu')
  expect(screen.queryByText('Lin Xiaoyu')).toBeNull()
  draw('cu-c', 'Zhang San')
  screen.getByText('Zhang San')
})
