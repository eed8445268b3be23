import { FlaskConical } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

/** Offers the settings of a stand-in to who has no account at the provider. */
export function PracticeOffer({ isTaken, onTake }: { isTaken: boolean; onTake: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2.5 rounded-md bg-sunken px-3.5 py-3">
      <Icon of={FlaskConical} className="text-ink-3" />
      <p className="min-w-48 flex-1 text-s text-ink-2">
        <b className="block font-semibold text-ink">{t('channels.practice')}</b>
        <span role="status">{isTaken ? t('channels.practiceFilled') : t('channels.practiceHint')}</span>
      </p>
      {!isTaken && <Button onClick={onTake}>{t('channels.practiceFill')}</Button>}
    </div>
  )
}
