import { useTranslation } from '../i18n/use-translation.ts'
import { Button } from './button.tsx'

/** What a form in a window ends with: leave it, or save. */
export function SaveButtons({ busy, onClose }: { busy: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>{t('app.cancel')}</Button>
      <Button look="primary" type="submit" busy={busy}>
        {t('app.save')}
      </Button>
    </div>
  )
}
