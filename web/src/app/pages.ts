import { can } from '../../../contract/can.ts'
import type { EndpointName } from '../../../contract/api.ts'
import { type State, useStore } from '../sync/store.ts'

/** What each page that not everybody may open asks the server for. */
const pages = {
  '/inbox': 'conversation.list',
  '/customers': 'customer.list',
  '/segments': 'segment.list',
  '/duplicates': 'suggestion.list',
  '/customers/import': 'import.list',
  '/settings/language': 'phrase.list',
  '/settings/audit': 'audit.list',
  '/settings/outbox': 'outbox.list',
} as const satisfies Record<string, EndpointName>
export type Page = keyof typeof pages

/** The pages a role may open: links to others are not shown, and keys to them do nothing. */
export function mayOpen({ grants }: Pick<State, 'grants'>, page: Page): boolean {
  return grants !== null && can({ type: 'user', id: '', name: '', role: '', keys: null, ...grants }, pages[page])
}

export const useMayOpen = (page: Page): boolean => useStore((state) => mayOpen(state, page))
