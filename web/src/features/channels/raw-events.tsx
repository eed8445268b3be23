import { useCallback, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Channel, RawEvent } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { report } from '../../ui/failure.ts'
import { Segmented } from '../../ui/tabs.tsx'
import { toast } from '../../ui/toasts.tsx'
import { fileSize } from '../inbox/thread/file-size.ts'
import { Card } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { usePaged } from '../settings/use-paged.ts'

type Status = 'parked' | 'unknown'

/** What came in and could not be read, or has something in it this version does not know: the reason, its beginning, and another try. */
export function RawEvents({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<Status>(channel.parked > 0 ? 'parked' : 'unknown')
  const tabs = (['parked', 'unknown'] as const).map((value) => ({ value, label: `${t(`channels.${value}`)} ${channel[value]}` }))
  const both = <Segmented label={t('channels.rawEvents')} tabs={tabs} value={chosen} onChange={setChosen} />
  return (
    <Card title={t('channels.rawEvents')} hint={t(`channels.${chosen}Hint`)} action={both}>
      <Events key={`${chosen}/${channel[chosen]}`} channelId={channel.id} status={chosen} />
    </Card>
  )
}

function Events({ channelId, status }: { channelId: string; status: Status }) {
  const { t } = useTranslation()
  const read = useCallback(
    (cursor: string | null) => call('raw.list', { id: channelId, status, ...(cursor ? { cursor } : {}) }),
    [channelId, status],
  )
  const { phase, items, why, again, more } = usePaged(read)
  const replay = async (rawId: string) => {
    await call('raw.replay', { rawId })
    toast(t('channels.replayed'))
    again()
  }
  if (items.length === 0 && phase !== 'ready') return <LoadingState phase={phase} why={why} onAgain={again} />
  if (items.length === 0) return <p className="text-ink-3">{t('channels.noneLeft')}</p>
  return (
    <>
      <ul className="flex flex-col gap-3">
        {items.map((event) => (
          <Row key={event.id} event={event} onReplay={() => void replay(event.id).catch(report)} />
        ))}
      </ul>
      {phase === 'failed' && <p className="text-seal-ink">{why}</p>}
      {more && (
        <Button className="self-center" busy={phase === 'loading'} onClick={more}>
          {t('channels.moreRaw')}
        </Button>
      )}
    </>
  )
}

function Row({ event, onReplay }: { event: RawEvent; onReplay: () => void }) {
  const { t, i18n } = useTranslation()
  const clock = useClock()
  return (
    <li className="rounded-md border border-line p-3">
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <p className={cx('font-medium', event.status === 'parked' ? 'text-seal-ink' : 'text-warn')}>
            {event.reason && say(event.reason)}
          </p>
          <p className="text-s text-ink-3">
            {t('channels.receivedAt', { time: fullTime(clock, event.receivedAt) })} · {fileSize(event.size, i18n.language)}
          </p>
        </div>
        {event.kept && (
          <Button small onClick={onReplay}>
            {t('channels.replay')}
          </Button>
        )}
      </div>
      {event.kept ? (
        <pre
          tabIndex={0}
          className="mt-2 max-h-32 overflow-auto rounded-sm bg-sunken p-2 font-mono text-[12px] break-all whitespace-pre-wrap"
        >
          {event.excerpt}
        </pre>
      ) : (
        <p className="mt-2 text-s text-ink-3">{t('channels.notKept')}</p>
      )}
    </li>
  )
}
