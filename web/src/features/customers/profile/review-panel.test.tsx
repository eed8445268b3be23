import { cleanup, render } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { customer } from '../../../../../tests/web/samples.ts'
import type { Permission } from '../../../../../contract/roles.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { ReviewPanel } from './review-panel.tsx'

await startTexts('en')

const fetch = vi.fn(() => Promise.reject(new TypeError('no line')))
beforeEach(() => {
  resetStore()
  fetch.mockClear()
  vi.stubGlobal('fetch', fetch)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const open = (...permissions: Permission[]) => {
  useStore.setState({ grants: { permissions, scope: 'all', masked: [] } })
  render(<ReviewPanel customer={customer()} />)
}

test('who may not change customers does not ask for what is to be settled', () => {
  open('customer.read')
  expect(fetch).not.toHaveBeenCalled()
  cleanup()
  open('customer.read', 'customer.write')
  expect(fetch).toHaveBeenCalledOnce()
})
