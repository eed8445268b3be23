import { ArrowRight, Download } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import { call } from '../../api.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

const load = () => call('correction.list', { limit: 50 })

/** What people said of messages against the model: the newest fifty, and all of them as a file for training. */
export function Corrections() {
  const { t } = useTranslation()
  const clock = useClock()
  const { phase, data, why, again } = useLoaded(load)
  const file = data && data.data.length > 0 && (
    <a
      href="/api/v1/corrections.jsonl"
      download
      className="inline-flex h-[34px] flex-none items-center gap-1.5 rounded-md border border-line-strong px-3 text-[13.5px] font-medium hover:bg-hover"
    >
      <Icon of={Download} size={16} />
      {t('language.download')}
    </a>
  )
  return (
    <Card title={t('language.corrections')} hint={t('language.correctionsHint')} action={file || undefined}>
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
      {data?.data.length === 0 && <p className="text-ink-2">{t('language.noCorrections')}</p>}
      <ul className="divide-y divide-line">
        {data?.data.map((one) => (
          <li key={one.messageId} className="py-2">
            <Link to={`/inbox/${one.conversationId}?view=all`} className="line-clamp-2 hover:underline">
              {one.text}
            </Link>
            <p className="flex flex-wrap items-center gap-1 text-s text-ink-3">
              {t(`sentiment.${one.was}`)}
              <Icon of={ArrowRight} size={12} />
              <span className="font-medium text-ink-2">{t(`sentiment.${one.label}`)}</span>· {one.by.name} · {fullTime(clock, one.at)}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
