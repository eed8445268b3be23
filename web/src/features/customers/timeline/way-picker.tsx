import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { Segmented } from '../../../ui/tabs.tsx'
import { identityText } from '../identity-text.ts'
import { firstOpen, keyOf, recipientKey } from './use-ways.ts'
import { whyNot } from './why-not.ts'

type Props = {
  ways: readonly Way[]
  /** The chosen one; null: a note. */
  way: Way | null
  isNote: boolean
  canNote: boolean
  onNote: (isNote: boolean) => void
  onChoose: (way: Way) => void
}

/** A note or a message; of a message to whom of the customer's addresses, and by which channel or thread. */
export function WayPicker({ ways, way, isNote, canNote, onNote, onChoose }: Props) {
  const { t } = useTranslation()
  const tabs = [
    { value: 'note', label: t('compose.note') },
    { value: 'message', label: t('compose.message') },
  ] as const
  return (
    <>
      {canNote && ways.length > 0 && (
        <Segmented label={t('compose.kind')} value={isNote ? 'note' : 'message'} onChange={(kind) => onNote(kind === 'note')} tabs={tabs} />
      )}
      {way && <Recipient ways={ways} way={way} onChoose={onChoose} />}
    </>
  )
}

function Recipient({ ways, way, onChoose }: { ways: readonly Way[]; way: Way; onChoose: (way: Way) => void }) {
  const { t } = useTranslation()
  const there = ways.filter((one) => recipientKey(one) === recipientKey(way))
  const firsts = ways.filter((one, n) => ways.findIndex((other) => recipientKey(other) === recipientKey(one)) === n)
  const choose = (found: Way | null | undefined) => found && onChoose(found)
  return (
    <>
      <Choice
        label={t('compose.to')}
        value={recipientKey(way)}
        onChange={(key) => choose(firstOpen(ways.filter((one) => recipientKey(one) === key)))}
      >
        {firsts.map((one) => (
          <option key={recipientKey(one)} value={recipientKey(one)}>
            {one.recipient ? identityText(one.recipient) : (one.conversation?.customer.name ?? one.channelName)}
          </option>
        ))}
      </Choice>
      <Choice label={t('compose.via')} value={keyOf(way)} onChange={(key) => choose(there.find((one) => keyOf(one) === key))}>
        {there.map((one) => (
          <option key={keyOf(one)} value={keyOf(one)}>
            {nameOfWay(t, one)}
          </option>
        ))}
      </Choice>
    </>
  )
}

type ChoiceProps = { label: string; value: string; onChange: (value: string) => void; children: ReactNode }

function Choice({ label, value, onChange, children }: ChoiceProps) {
  return (
    <label className="flex min-w-0 items-center gap-1.5 text-s text-ink-3">
      {label}
      <select
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="select h-7 max-w-60 min-w-0 truncate rounded-[7px] border border-line-strong bg-panel pr-7 pl-2 text-s font-medium text-ink"
      >
        {children}
      </select>
    </label>
  )
}

/** The channel, the thread that goes on there or that a new one begins, and that nothing can go there now. */
function nameOfWay(t: TFunction, way: Way): string {
  const { channelName, conversation } = way
  const thread = conversation ? conversation.subject : t('compose.newThread')
  return [channelName, thread, whyNot(way) === null ? null : t('compose.barred')].filter(Boolean).join(' · ')
}
