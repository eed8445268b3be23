import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { SavedList, useIsSaved } from './saved-list.tsx'

/** Teams and saved views beside the list, where there is room for them. */
export function Sidebar({ query }: { query: Query }) {
  const { t } = useTranslation()
  const isThere = useIsSaved()
  if (!isThere) return null
  return (
    <nav aria-label={t('inbox.savedViews')} className="w-[184px] flex-none overflow-auto border-r border-line bg-sunken px-2 py-3.5">
      <SavedList query={query} />
    </nav>
  )
}
