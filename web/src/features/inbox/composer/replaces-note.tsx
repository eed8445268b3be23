import { useTranslation } from '../../../i18n/use-translation.ts'
import { Act } from '../thread/act.tsx'

/** Says that what is being written takes the place of a message that failed. */
export function ReplacesNote({ onKeep }: { onKeep: () => void }) {
  const { t } = useTranslation()
  return (
    <p className="mx-3.5 mt-1.5 flex flex-wrap gap-x-2 text-s text-ink-2">
      {t('delivery.replaces')}
      <Act onClick={onKeep}>{t('delivery.keepBoth')}</Act>
    </p>
  )
}
