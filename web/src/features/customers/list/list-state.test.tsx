import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import type { Permission } from '../../../../../contract/roles.ts'
import { startTexts } from '../../../i18n/index.ts'
import { useStore } from '../../../sync/store.ts'
import { ListState } from './list-state.tsx'
import type { CustomerQuery } from './use-customer-query.ts'

await startTexts('en')
afterEach(cleanup)

const all = { q: '', filter: null, segmentId: null } as CustomerQuery
const nothing = () => undefined
const open = (...permissions: Permission[]) => {
  useStore.setState({ grants: { permissions, scope: 'all', masked: [] } })
  render(<ListState phase="ready" why="" query={all} onAgain={nothing} onChange={nothing} onCreate={nothing} />)
}

test('an empty list speaks of imports only to who may import', () => {
  open('customer.read')
  expect(screen.queryByText(/import/i)).toBeNull()
  cleanup()
  open('customer.read', 'customer.import')
  screen.getByText(/You can also import a list/)
})
