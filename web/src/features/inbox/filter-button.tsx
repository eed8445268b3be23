import { ListFilter } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

const InboxFilter = lazy(() => import('./inbox-filter.tsx'))

/** Opens the inbox's filter. */
export function FilterButton({ query }: { query: Query }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t('inbox.filter')} className={query.filter ? 'size-7 text-accent-ink' : 'size-7'} onClick={() => setOpen(true)}>
        <Icon of={ListFilter} size={16} />
      </IconButton>
      {open && (
        <Suspense fallback={null}>
          <InboxFilter query={query} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  )
}
