import { useTranslation } from '../../i18n/use-translation.ts'
import type { PhrasePreview } from '../../../../contract/language.ts'
import { intentName } from '../inbox/thread/intent-name.ts'

/** What one more phrase would change: for itself, over phrases held back, and in what customers wrote lately. */
export function PreviewOf({ preview: { before, after, accuracy, changes } }: { preview: PhrasePreview }) {
  const { t } = useTranslation()
  const named = (name: string | null) => (name === null ? t('language.noIntent') : intentName(t, name))
  const share = (value: number) => `${(value * 100).toFixed(1)} %`
  return (
    <div role="status" className="flex flex-col gap-2 rounded-md bg-sunken p-3 text-s">
      <p>{t('language.itself', { before: named(before.name), after: named(after.name) })}</p>
      <p>{t('language.accuracy', { before: share(accuracy.before), after: share(accuracy.after) })}</p>
      {changes.length === 0 ? (
        <p className="text-ink-2">{t('language.noChanges')}</p>
      ) : (
        <ul className="flex flex-col gap-1">
          {changes.map((change) => (
            <li key={change.text} className="flex flex-wrap justify-between gap-x-3">
              <span className="min-w-0 truncate">{change.text}</span>
              <span className="text-ink-2">
                {named(change.before)} → {named(change.after)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
