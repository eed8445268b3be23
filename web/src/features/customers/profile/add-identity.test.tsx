import { cleanup, configure, fireEvent, render, screen } from '@testing-library/react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakeServer } from '../../../../../tests/web/fake-server.ts'
import { customer } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { resetStore, useStore } from '../../../sync/store.ts'
import { AddIdentity } from './add-identity.tsx'

await startTexts('en')
configure({ asyncUtilTimeout: 10_000 })

const [meiId, wuId] = ['0197a000-0000-7000-8000-0000000000a1', '0197a000-0000-7000-8000-0000000000a2']
const at = '2026-11-20T02:00:00.000Z'
const [mei, wu] = [customer({ id: meiId, name: 'Mei', createdAt: at }), customer({ id: wuId, name: 'Wu', createdAt: at })]

/** A server that says the address is somebody else’s: whose, where it may be said. */
function serve(customerId?: string) {
  const server = fakeServer({ 'customer.get': ({ id }) => (id === wu.id ? wu : mei) })
  const taken = { error: { code: 'conflict', message: 'It already belongs to Wu.', field: 'value', ...(customerId && { customerId }) } }
  vi.stubGlobal('fetch', (url: string, init: RequestInit = {}) =>
    url.endsWith('/identities') ? Promise.resolve(Response.json(taken, { status: 409 })) : server.fetch(url, init),
  )
}

async function add(): Promise<void> {
  render(
    <Router hook={memoryLocation({ path: `/customers/${meiId}` }).hook}>
      <AddIdentity customer={mei} onDone={() => undefined} />
    </Router>,
  )
  fireEvent.change(screen.getByRole('textbox', { name: /mail/i }), { target: { value: 'wu@example.com' } })
  fireEvent.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByRole('alert')
}

const as = (...permissions: ('customer.read' | 'customer.write' | 'customer.merge')[]) =>
  useStore.setState({ customers: { [meiId]: mei }, grants: { permissions, scope: 'all', masked: [] } })

beforeEach(resetStore)
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

test('an address that is another customer’s leads to them, and offers to merge the two', async () => {
  as('customer.read', 'customer.write', 'customer.merge')
  serve(wu.id)
  await add()
  expect((await screen.findByRole('link', { name: 'Open Wu' })).getAttribute('href')).toBe(`/customers/${wuId}`)
  fireEvent.click(screen.getByRole('button', { name: 'Merge with Wu…' }))
  // The other one is chosen already: what is left is to look and to say yes.
  await screen.findByRole('dialog')
  expect(screen.queryByRole('textbox', { name: /Find/ })).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Close' }))
  fireEvent.change(screen.getByRole('textbox', { name: /mail/i }), { target: { value: 'wu2@example.com' } })
  expect(screen.queryByRole('link', { name: 'Open Wu' })).toBeNull()
})

test('who may not merge is not offered it; of a customer one may not see there is no link', async () => {
  as('customer.read', 'customer.write')
  serve(wu.id)
  await add()
  await screen.findByRole('link', { name: 'Open Wu' })
  expect(screen.queryByRole('button', { name: /Merge/ })).toBeNull()
  cleanup()
  serve()
  await add()
  expect(screen.queryByRole('link')).toBeNull()
})
