import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../../i18n/index.ts'
import { call } from '../../api.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { fileSize } from '../inbox/thread/file-size.ts'
import { Card } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

/** What came in and could not be understood: the reason, the beginning of it, and another try. */
export function ParkedEvents({ channelId }: { channelId: string }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  const read = useCallback(() => call('raw.list', { id: channelId }), [channelId])
  const { phase, data, why, again } = useLoaded(read)
  const replay = async (rawId: string) => {
    await call('raw.replay', { rawId })
    toast(t('channels.replayed'))
    again()
  }
  return (
    <Card title={t('channels.parked')} hint={t('channels.parkedHint')}>
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
      <ul className="flex flex-col gap-3">
        {data?.data.map((event) => (
          <li key={event.id} className="rounded-md border border-line p-3">
            <div className="flex items-start gap-3">
              <div className="min-w-0 flex-1">
                <p className="font-medium text-seal-ink">{event.reason && say(event.reason)}</p>
                <p className="text-s text-ink-3">
                  {t('channels.receivedAt', { time: fullTime(clock, event.receivedAt) })} · {fileSize(event.size, i18n.language)}
                </p>
              </div>
              <Button small onClick={() => void replay(event.id).catch(report)}>
                {t('channels.replay')}
              </Button>
            </div>
            <pre
              tabIndex={0}
              className="mt-2 max-h-32 overflow-auto rounded-sm bg-sunken p-2 font-mono text-[12px] whitespace-pre-wrap break-all"
            >
              {event.excerpt}
            </pre>
          </li>
        ))}
      </ul>
    </Card>
  )
}
