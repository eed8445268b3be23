import { useEffect } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Card } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

const load = () => call('rescoring.get', {})

/** Which model reads the messages, and how far it has got with history. */
export function ModelState() {
  const { t } = useTranslation()
  const clock = useClock()
  const { phase, data, why, again } = useLoaded(load)
  const rescoring = data?.rescoring
  const isRunning = rescoring?.state === 'running'
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(again, 3_000)
    return () => clearInterval(timer)
  }, [isRunning, again])
  return (
    <Card title={t('language.model')} hint={t('language.modelHint')}>
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
      {data && !rescoring && <p className="text-ink-2">{t('language.notYet')}</p>}
      {rescoring && (
        <div className="flex flex-col gap-2">
          <p className="flex flex-wrap justify-between gap-2">
            <span className="font-mono text-s">{rescoring.model}</span>
            <span className="text-s text-ink-3">
              {rescoring.finishedAt
                ? t('language.readAll', { time: fullTime(clock, rescoring.finishedAt) })
                : t('language.reading', { share: Math.floor(rescoring.progress * 100) })}
            </span>
          </p>
          {isRunning && <progress className="w-full accent-(--accent)" value={rescoring.progress} aria-label={t('language.model')} />}
        </div>
      )}
    </Card>
  )
}
