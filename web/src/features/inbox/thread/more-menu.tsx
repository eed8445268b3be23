import { EllipsisVertical, type LucideIcon, Mail, Smile, Tag } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { markUnread } from '../../../sync/commands.ts'
import { useMay } from '../../../sync/may.ts'
import { IconButton } from '../../../ui/button.tsx'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { correctNewest } from './correct.ts'

/** What else can be done with a conversation. */
export function MoreMenu({ id }: { id: string }) {
  const { t } = useTranslation()
  const canWork = useMay('inbox.work')
  return (
    <Menu
      align="end"
      label={t('thread.more')}
      trigger={
        <IconButton bordered label={t('thread.more')}>
          <Icon of={EllipsisVertical} />
        </IconButton>
      }
    >
      <Entry icon={Mail} label={t('thread.markUnread')} keys="U" onSelect={() => void markUnread(id).catch(report)} />
      {canWork && <Entry icon={Smile} label={t('sentiment.correctNewest')} keys="S" onSelect={() => correctNewest(id, 'mood')} />}
      {canWork && <Entry icon={Tag} label={t('topic.correctNewest')} onSelect={() => correctNewest(id, 'topic')} />}
    </Menu>
  )
}

function Entry({ icon, label, keys, onSelect }: { icon: LucideIcon; label: string; keys?: string; onSelect: () => void }) {
  return (
    <MenuItem onSelect={onSelect}>
      <Icon of={icon} size={16} />
      {label}
      {keys && <span className="ml-auto pl-4 text-s text-ink-3 pointer-coarse:hidden">{keys}</span>}
    </MenuItem>
  )
}
