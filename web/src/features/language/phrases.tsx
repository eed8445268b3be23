import { X } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { IconButton } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

/** What this workspace taught about one intent, each to be forgotten again. */
export function Phrases({ intent, onChanged }: { intent: string; onChanged: () => void }) {
  const { t } = useTranslation()
  const load = useCallback(() => call('phrase.list', { intent }), [intent])
  const { phase, data, why, again } = useLoaded(load)
  const remove = async (id: string) => {
    await call('phrase.remove', { id })
    again()
    onChanged()
  }
  if (!data) return <LoadingState phase={phase} why={why} onAgain={again} />
  if (data.data.length === 0) return <p className="pb-2 text-s text-ink-3">{t('language.nothingOwn')}</p>
  return (
    <ul className="flex flex-wrap gap-1.5 pb-2">
      {data.data.map((phrase) => (
        <li key={phrase.id} className="flex items-center rounded-md bg-sunken pl-2.5 text-s">
          {phrase.text}
          <IconButton
            label={t('language.forget', { text: phrase.text })}
            onClick={() => void remove(phrase.id).catch(report)}
            className="size-7"
          >
            <Icon of={X} size={14} />
          </IconButton>
        </li>
      ))}
    </ul>
  )
}
