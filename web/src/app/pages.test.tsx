import { cleanup, render, screen } from '@testing-library/react'
import { Router } from 'wouter'
import { memoryLocation } from 'wouter/memory-location'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { builtInRoles, permission, type Permission } from '../../../contract/roles.ts'
import { can, type Grants } from '../../../contract/can.ts'
import { AreaNav } from '../features/customers/area-nav.tsx'
import { SettingsNav } from '../features/settings/settings-nav.tsx'
import { startTexts } from '../i18n/index.ts'
import { resetStore, useStore } from '../sync/store.ts'
import { currentActions } from './actions.ts'
import { BottomBar } from './bottom-bar.tsx'
import { Rail } from './rail.tsx'
import { usePageActions } from './use-page-actions.ts'

await startTexts('en')

/** What each page asks the server for first; whoever may not ask it is not led there. */
const asks = {
  '/inbox': 'conversation.list',
  '/customers': 'customer.list',
  '/segments': 'segment.list',
  '/duplicates': 'suggestion.list',
  '/customers/import': 'import.list',
  '/settings/audit': 'audit.list',
  '/settings/language': 'phrase.list',
  '/settings/outbox': 'outbox.list',
} as const

const Everything = () => {
  usePageActions()
  return [<Rail key="rail" />, <BottomBar key="bar" />, <AreaNav key="area" />, <SettingsNav key="settings" />]
}

/** Where a role is led to by links, and by keys and the palette. */
function waysOf(permissions: readonly Permission[]): string[] {
  const grants: Omit<Grants, 'keys'> = { permissions, scope: 'own', masked: [] }
  useStore.setState({ grants: { ...grants } as never })
  const { hook, history } = memoryLocation({ path: '/elsewhere', record: true })
  render(
    <Router hook={hook}>
      <Everything />
    </Router>,
  )
  const links = screen.getAllByRole('link').map((link) => link.getAttribute('href')!)
  for (const action of currentActions()) action.run()
  cleanup()
  return [...new Set([...links, ...history])].filter((path): path is keyof typeof asks => path in asks).toSorted()
}

const allowed = (permissions: readonly Permission[]) =>
  (Object.keys(asks) as (keyof typeof asks)[])
    .filter((path) => can({ type: 'user', id: '', name: '', role: '', keys: [], scope: 'own', masked: [], permissions }, asks[path]))
    .toSorted()

beforeEach(resetStore)
afterEach(cleanup)

test.each([
  [],
  ...permission.options.map((one) => [one]),
  ...permission.options.map((left) => permission.options.filter((one) => one !== left)),
])('with %s', (...permissions) => {
  expect(waysOf(permissions)).toEqual(allowed(permissions))
})

test('a manager is led wherever an agent is', () => {
  const [manager, agent] = ['manager', 'agent'].map((id) => waysOf(builtInRoles.find((role) => role.id === id)!.permissions))
  expect(manager).toEqual(expect.arrayContaining(agent!))
})
