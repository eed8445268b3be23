import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { fullTime, useClock } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { type ProfileValue, valueOf } from './profile-keys.ts'
import { valueText } from './value-text.ts'

type Props = { fieldKey: string; current: Customer; mine: ProfileValue; onKeep: () => void; onTake: () => void }

/** Two people wrote the same field: both values side by side, and the choice. */
export function FieldConflict({ fieldKey, current, mine, onKeep, onTake }: Props) {
  const { t } = useTranslation()
  const clock = useClock()
  const state = useStore()
  const changed = current.states[fieldKey]
  const who = (changed?.by && state.users[changed.by]?.name) ?? t('app.somebody')
  const words = (value: ProfileValue) => valueText(state, fieldKey, value, clock) || t('profile.nothing')
  return (
    <div role="alert" className="rounded-sm border border-warn bg-warn-tint p-2 text-s text-warn">
      <p>{t('profile.conflict', { name: who, time: changed ? fullTime(clock, changed.at) : '' })}</p>
      <div className="mt-2 flex flex-col gap-1.5">
        <Choice title={t('profile.theirs')} value={words(valueOf(current, fieldKey))} action={t('profile.keepTheirs')} onClick={onKeep} />
        <Choice title={t('profile.mine')} value={words(mine)} action={t('profile.useMine')} onClick={onTake} />
      </div>
    </div>
  )
}

function Choice({ title, value, action, onClick }: { title: string; value: string; action: string; onClick: () => void }) {
  return (
    <div className="flex items-center gap-2 rounded-sm bg-panel px-2 py-1.5 text-ink">
      <span className="min-w-0 flex-1">
        <span className="block text-xs text-ink-3">{title}</span>
        <span className="block break-words">{value}</span>
      </span>
      <Button small onClick={onClick}>
        {action}
      </Button>
    </div>
  )
}
