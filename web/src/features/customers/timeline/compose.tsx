import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { usePreferences } from '../../../app/preferences.ts'
import { say } from '../../../i18n/index.ts'
import { useMay } from '../../../sync/may.ts'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { AllowanceHint } from '../../inbox/composer/allowance-hint.tsx'
import { GrowTextarea } from '../../inbox/composer/grow-textarea.tsx'
import { RoomNote } from '../../inbox/composer/room-note.tsx'
import { roomOf } from '../../inbox/composer/room.ts'
import { useRemote } from '../profile/use-remote.ts'
import { useCompose } from './use-compose.ts'
import { keyOf, WayPicker } from './way-picker.tsx'
import { whyNot } from './why-not.ts'

/** Where a person writes to a customer on the channel they choose, or leaves a note. */
export function Compose({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const canWork = useMay('inbox.work')
  const canNote = useMay('customer.write')
  const { data } = useRemote(
    () => (canWork ? call('customer.reach', { id: customer.id }) : Promise.resolve({ data: [], next: null })),
    `${customer.id}/${customer.version}`,
  )
  const [chosen, setChosen] = useState('note')
  const { words, change, busy, error, send } = useCompose(customer)
  const ways = data?.data ?? []
  const way = ways.find((one) => keyOf(one) === chosen) ?? null
  const barred = way ? whyNot(way) : null
  const room = roomOf(words.text, way?.allowance.textLimit)
  const canSend = words.text.trim() !== '' && barred === null && room.fits
  if (!canNote && !canWork) return null
  return (
    <section
      aria-label={t('compose.label')}
      className={cx(
        'mx-auto mt-3 w-[calc(100%-24px)] max-w-[812px] flex-none rounded-lg border shadow-1 focus-within:border-accent',
        way ? 'border-line-strong bg-panel' : 'border-note-line bg-note',
      )}
    >
      <div className="flex flex-wrap items-center gap-1.5 px-2.5 pt-2">
        <WayPicker ways={ways} chosen={chosen} onChoose={setChosen} />
        {way && <AllowanceHint allowance={way.allowance} />}
      </div>
      {barred !== null && (
        <p className="mx-3 mt-2 rounded-sm bg-warn-tint px-2.5 py-1.5 text-s text-warn">{say(barred) || t('composer.notAllowed')}</p>
      )}
      {way?.subject && !way.conversation && (
        <input
          aria-label={t('compose.subject')}
          placeholder={t('compose.subject')}
          maxLength={200}
          value={words.subject}
          onChange={(event) => change({ subject: event.target.value })}
          className="mx-3.5 mt-2 block h-8 w-[calc(100%-28px)] border-b border-line bg-transparent focus-visible:shadow-none"
        />
      )}
      <GrowTextarea
        aria-label={way ? t('compose.label') : t('compose.note')}
        placeholder={way ? t('compose.messageHint') : t('compose.noteHint')}
        value={words.text}
        onChange={(event) => change({ text: event.target.value })}
        onKeyDown={(event) => isSendKey(event) && canSend && !busy && send(way)}
      />
      <div className="flex items-center gap-2 px-2.5 pb-2.5">
        {error && (
          <p role="alert" className="min-w-0 text-s text-seal-ink">
            {error}
          </p>
        )}
        <RoomNote room={room} />
        <Button small look="primary" className="ml-auto h-8" busy={busy} disabled={!canSend} onClick={() => send(way)}>
          {way ? t('compose.send') : t('compose.addNote')}
        </Button>
      </div>
    </section>
  )
}

function isSendKey(event: KeyboardEvent): boolean {
  if (event.nativeEvent.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.shiftKey) return false
  const { sendKey } = usePreferences.getState()
  if (sendKey === 'mod-enter' && !event.metaKey && !event.ctrlKey) return false
  event.preventDefault()
  return true
}
