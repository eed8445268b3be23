import { Tag, UserRound, UsersRound, X } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { useStore } from '../../../sync/store.ts'
import { BulkMenu } from './bulk-menu.tsx'
import { changeMany } from './change-many.ts'

/** What can be done to all that are marked; it lies over the end of the list, which stays where it is. */
export function BulkBar({ ids, onClear }: { ids: readonly string[]; onClear: () => void }) {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const teams = useStore((state) => state.teams)
  const labels = useStore((state) => state.labels)
  const people = Object.values(users).filter((user) => !user.disabledAt)
  const nobody = { id: '', name: t('customers.nobody') }
  return (
    <div
      role="toolbar"
      aria-label={t('customers.selected', { count: ids.length })}
      className="absolute inset-x-3 bottom-3 z-20 mx-auto flex w-fit max-w-[calc(100%-24px)] animate-appear flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-panel px-2.5 py-2 shadow-2"
    >
      <IconButton label={t('customers.clearSelection')} onClick={onClear}>
        <Icon of={X} />
      </IconButton>
      <span className="mr-2 font-medium">{t('customers.selected', { count: ids.length })}</span>
      <BulkMenu
        icon={UserRound}
        label={t('customers.setOwner')}
        options={[nobody, ...people]}
        onChoose={(id) => changeMany(ids, { ownerId: id || null })}
      />
      {Object.keys(teams).length > 0 && (
        <BulkMenu
          icon={UsersRound}
          label={t('customers.setTeam')}
          options={[nobody, ...Object.values(teams)]}
          onChoose={(id) => changeMany(ids, { teamId: id || null })}
        />
      )}
      <BulkMenu
        icon={Tag}
        label={t('customers.addLabel')}
        options={Object.values(labels)}
        onChoose={(id) => changeMany(ids, { addLabelId: id })}
      />
      <BulkMenu
        icon={Tag}
        label={t('customers.removeLabel')}
        options={Object.values(labels)}
        onChoose={(id) => changeMany(ids, { removeLabelId: id })}
      />
    </div>
  )
}
