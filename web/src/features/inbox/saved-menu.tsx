import { Bookmark } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { Popover } from '../../ui/popover.tsx'
import { SavedList, useIsSaved } from './saved-list.tsx'

/** Teams and saved views where there is no room for the sidebar. */
export function SavedMenu({ query }: { query: Query }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const isThere = useIsSaved()
  if (!isThere) return null
  return (
    <Popover
      label={t('inbox.savedViews')}
      open={open}
      onOpenChange={setOpen}
      trigger={
        <IconButton label={t('inbox.savedViews')} className={cx('size-7', (query.saved ?? query.teamId) && 'text-accent-ink')}>
          <Icon of={Bookmark} size={16} />
        </IconButton>
      }
    >
      <div className="w-64" onClick={() => setOpen(false)}>
        <SavedList query={query} />
      </div>
    </Popover>
  )
}
