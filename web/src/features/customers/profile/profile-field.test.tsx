import { cleanup, configure, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Customer } from '../../../../../contract/customers.ts'
import { fakeServer, Refusal } from '../../../../../tests/web/fake-server.ts'
import { customer, event, user } from '../../../../../tests/web/samples.ts'
import { startTexts } from '../../../i18n/index.ts'
import { learnCustomer, receive, resetStore, useStore } from '../../../sync/store.ts'
import { ProfileField } from './profile-field.tsx'

await startTexts('en')
// A crowded machine draws slowly.
configure({ asyncUtilTimeout: 10_000 })

const id = '0197a000-0000-7000-8000-0000000000c1'
const known = customer({ id, company: 'Northwind', states: { company: stateOf(1) } })

function stateOf(version: number) {
  return { version, source: 'person' as const, by: 'u2', at: '2026-11-20T02:00:00.000Z' }
}

/** A server that keeps one customer and refuses a change of a company that is no longer what it was read as. */
function serverOf(start: Customer) {
  let now = start
  const server = fakeServer({
    'customer.get': () => now,
    'customer.update': ({ changes }) => {
      const version = now.states['company']?.version ?? 0
      if (changes.company?.base !== version) throw new Refusal('conflict', 'Somebody else changed it.', 'company')
      now = { ...now, version: now.version + 1, company: changes.company.value, states: { company: stateOf(version + 1) } }
      return now
    },
  })
  vi.stubGlobal('fetch', server.fetch)
  return { server, elsewhere: (company: string) => (now = { ...now, version: now.version + 1, company, states: { company: stateOf(2) } }) }
}

function Shown() {
  const one = useStore((state) => state.customers[id])
  return one ? <ProfileField customer={one} fieldKey="company" /> : null
}

const value = () => screen.getByRole('button', { name: /^Company:/ })
const edit = (text: string) => {
  fireEvent.click(value())
  fireEvent.change(screen.getByRole('textbox'), { target: { value: text } })
}
const keep = () => fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Enter' })

beforeEach(() => {
  resetStore()
  useStore.setState({
    users: { u2: user({ id: 'u2', name: '林晚' }) },
    grants: { permissions: ['customer.write'], scope: 'all', masked: [] },
  })
  learnCustomer(known)
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('a field of the profile', () => {
  test('shows what was typed before the server has answered, and keeps it', async () => {
    serverOf(known)
    render(<Shown />)
    edit('云帆贸易')
    keep()
    expect(useStore.getState().customers[id]?.company).toBe('云帆贸易')
    await waitFor(() => expect(value().textContent).toBe('Company: 云帆贸易'))
    expect(useStore.getState().customers[id]?.version).toBe(2)
  })

  test('is left alone by Escape', () => {
    const { server } = serverOf(known)
    render(<Shown />)
    edit('x')
    fireEvent.keyDown(screen.getByRole('textbox'), { key: 'Escape' })
    expect(value().textContent).toBe('Company: Northwind')
    expect(server.calls).toEqual([])
  })

  test('shows both values when somebody else changed it meanwhile, and takes the one that is chosen', async () => {
    const { elsewhere } = serverOf(known)
    render(<Shown />)
    edit('Mine Ltd')
    receive([event('customer.updated', { customer: elsewhere('Theirs Ltd') })])
    keep()
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('Theirs Ltd')
    expect(alert.textContent).toContain('Mine Ltd')
    expect(useStore.getState().customers[id]?.company).toBe('Theirs Ltd')
    fireEvent.click(screen.getByRole('button', { name: 'Use mine' }))
    await waitFor(() => expect(value().textContent).toBe('Company: Mine Ltd'))
  })

  test('stays as somebody else left it when their value is kept', async () => {
    const { elsewhere } = serverOf(known)
    render(<Shown />)
    edit('Mine Ltd')
    receive([event('customer.updated', { customer: elsewhere('Theirs Ltd') })])
    keep()
    fireEvent.click(await screen.findByRole('button', { name: 'Keep' }))
    expect(value().textContent).toBe('Company: Theirs Ltd')
  })

  test('cannot be changed by a role that may only look', () => {
    useStore.setState({ grants: { permissions: ['customer.read'], scope: 'all', masked: [] } })
    serverOf(known)
    render(<Shown />)
    expect((value() as HTMLButtonElement).disabled).toBe(true)
  })
})
