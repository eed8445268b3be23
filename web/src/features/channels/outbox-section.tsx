import { MailCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { OutboxMail } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { useMay } from '../../sync/may.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { report } from '../../ui/failure.ts'
import { SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

const readOutbox = () => call('outbox.list', { limit: 100 })

/** Mails that were kept instead of sent, with the headers that thread them. */
export function OutboxSection() {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const mayManage = useMay('channel.manage')
  const { phase, data, why, again } = useLoaded(readOutbox)
  const [asking, setAsking] = useState(false)
  const mails = data?.data ?? []
  const clear = mails.length > 0 && mayManage && <Button onClick={() => setAsking(true)}>{t('outbox.clear')}</Button>
  return (
    <SettingsFrame title={t('outbox.title')} lead={t('outbox.lead')} action={clear}>
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
      {data && mails.length === 0 && (
        <Empty icon={MailCheck} title={t('outbox.empty')} hint={t('outbox.emptyHint')}>
          <Button onClick={() => navigate('/inbox')}>{t('outbox.emptyAction')}</Button>
        </Empty>
      )}
      <ul aria-label={t('outbox.list')} className="flex flex-col gap-3">
        {mails.map((mail, at) => (
          <li key={mail.id}>
            <Mail mail={mail} isOpen={at === 0} />
          </li>
        ))}
      </ul>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('outbox.clearTitle')}
        body={t('outbox.clearBody')}
        action={t('outbox.clear')}
        onConfirm={() => call('outbox.clear', {}).then(again, report)}
      />
    </SettingsFrame>
  )
}

function Mail({ mail, isOpen }: { mail: OutboxMail; isOpen: boolean }) {
  const { t } = useTranslation()
  const clock = useClock()
  const headers: [string, string][] = [
    ['From', mail.from],
    ['To', mail.to.join(', ')],
    ['Subject', mail.subject],
    ['Message-ID', mail.messageId],
    ['In-Reply-To', mail.inReplyTo ?? t('outbox.none')],
    ['References', mail.references.join(' ') || t('outbox.none')],
  ]
  return (
    <details open={isOpen} className="rounded-lg border border-line bg-panel">
      <summary className="flex items-baseline gap-3 rounded-lg px-4 py-3">
        <span className="min-w-0 flex-1 truncate">
          <b className="font-semibold">{mail.subject || mail.to.join(', ')}</b> <span className="text-ink-3">→ {mail.to.join(', ')}</span>
        </span>
        <time dateTime={mail.at} className="flex-none text-s text-ink-3">
          {fullTime(clock, mail.at)}
        </time>
      </summary>
      <dl className="grid grid-cols-1 gap-x-4 gap-y-1 border-t border-line px-4 py-3 text-[13px] md:grid-cols-[110px_1fr]">
        {headers.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="mb-1 break-all md:mb-0">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="bubble-text border-t border-line px-4 py-3">{mail.text}</p>
    </details>
  )
}
