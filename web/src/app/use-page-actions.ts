import { useLocation } from 'wouter'
import { useTranslation } from '../i18n/use-translation.ts'
import { useStore } from '../sync/store.ts'
import { type Action, useActions } from './actions.ts'
import { mayOpen, type Page } from './pages.ts'

/** Offers the way to each page a role may open, by key and in the palette. */
export function usePageActions(): void {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const state = useStore()
  const to = (id: string, page: Page, label: string, keys?: string): Action[] =>
    mayOpen(state, page) ? [{ id, label, ...(keys && { keys }), run: () => navigate(page) }] : []
  useActions([
    ...to('inbox', '/inbox', t('app.inbox'), '1'),
    ...to('customers', '/customers', t('app.customers'), '2'),
    ...to('segments', '/segments', t('customers.segments')),
    ...to('duplicates', '/duplicates', t('customers.duplicates')),
    ...to('import', '/customers/import', t('customers.imports')),
    { id: 'settings', label: t('app.settings'), keys: '3', run: () => navigate('/settings') },
  ])
}
