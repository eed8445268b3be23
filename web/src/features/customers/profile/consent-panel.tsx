import { Check, Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { ChannelKind } from '../../../../../contract/channels.ts'
import type { Consent, Permit } from '../../../../../contract/consents.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { say } from '../../../i18n/index.ts'
import { fullDate, fullTime, useClock } from '../../../i18n/time.ts'
import { useKindName } from '../../../sync/kinds.ts'
import { useMay } from '../../../sync/may.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { listed } from '../../access/listed.ts'
import { RecordConsent } from './record-consent.tsx'
import { Section } from './section.tsx'
import { useRemote } from './use-remote.ts'

/** What may be sent to a customer on which channel and why, and what they said about it over time. */
export function ConsentPanel({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [recording, setRecording] = useState(false)
  const canWrite = useMay('customer.write') && !customer.erased
  const { data, phase, why, again } = useRemote(() => call('consent.list', { id: customer.id }), `${customer.id}/${customer.version}`)
  const record = (
    <IconButton label={t('consent.record')} onClick={() => setRecording(true)} className="-my-1 size-7">
      <Icon of={Plus} size={16} />
    </IconButton>
  )
  return (
    <Section title={t('consent.title')} action={canWrite && record}>
      {!data && <p className="text-s text-ink-3">{phase === 'failed' ? why : t('app.loading')}</p>}
      {data && <Permits permits={data.permits} />}
      {data && <History consents={data.data} />}
      <RecordConsent customer={customer} open={recording} onClose={() => setRecording(false)} onRecorded={again} />
    </Section>
  )
}

/** One line for all channels of which the same holds. */
function Permits({ permits }: { permits: readonly Permit[] }) {
  const { t, i18n } = useTranslation()
  const kindName = useKindName()
  return (
    <ul className="flex flex-col gap-1 text-[13.5px]">
      {alikeOf(permits).map(({ purpose, allowed, reason, kinds, everywhere }) => (
        <li key={`${purpose}/${allowed}/${reason}`} className="flex items-start gap-2">
          <Icon of={allowed ? Check : X} size={15} className={allowed ? 'mt-[3px] text-good' : 'mt-[3px] text-seal-ink'} />
          <span className="min-w-0">
            {t(`consent.purposes.${purpose}`)}: {allowed ? t('consent.allowed') : t('consent.notAllowed')}
            {!everywhere && <span className="block text-s text-ink-2">{listed(i18n.language, kinds.map(kindName))}</span>}
            {reason && <span className="block text-s text-ink-3">{say(reason)}</span>}
          </span>
        </li>
      ))}
    </ul>
  )
}

type Alike = Pick<Permit, 'purpose' | 'allowed' | 'reason'> & { kinds: ChannelKind[]; everywhere: boolean }

function alikeOf(permits: readonly Permit[]): Alike[] {
  const found = new Map<string, Alike>()
  for (const { purpose, allowed, reason, channelKind } of permits) {
    const key = `${purpose}/${allowed}/${reason}`
    found.set(key, { purpose, allowed, reason, kinds: [...(found.get(key)?.kinds ?? []), channelKind], everywhere: false })
  }
  const all = (purpose: Permit['purpose']) => permits.filter((permit) => permit.purpose === purpose).length
  return [...found.values()].map((alike) => ({ ...alike, everywhere: alike.kinds.length === all(alike.purpose) }))
}

function History({ consents }: { consents: readonly Consent[] }) {
  const { t } = useTranslation()
  if (consents.length === 0) return <p className="mt-2 text-s text-ink-3">{t('consent.none')}</p>
  return (
    <details className="mt-2">
      <summary className="rounded-sm text-s font-medium text-accent-ink">
        {t('consent.history')} ({consents.length})
      </summary>
      <ul className="mt-1.5 flex flex-col gap-2">
        {consents.map((consent) => (
          <Line key={consent.id} consent={consent} />
        ))}
      </ul>
    </details>
  )
}

function Line({ consent }: { consent: Consent }) {
  const { t } = useTranslation()
  const clock = useClock()
  const kindName = useKindName()
  const channel = consent.channelKind ? kindName(consent.channelKind) : t('consent.everyChannel')
  return (
    <li className="text-s">
      <p className="flex flex-wrap items-center gap-1.5">
        <Chip tone={consent.state === 'granted' ? 'good' : 'seal'}>{t(`consent.${consent.state}`)}</Chip>
        {t(`consent.purposes.${consent.purpose}`)} · {channel}
      </p>
      <p className="text-ink-3" title={fullTime(clock, consent.at)}>
        {fullDate(clock, consent.at)}, {consent.by.name}, {t(`consent.source.${consent.source}`)}
        {consent.evidence && `: “${consent.evidence}”`}
      </p>
    </li>
  )
}
