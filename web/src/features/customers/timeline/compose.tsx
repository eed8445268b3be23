import { lazy, Suspense, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { say } from '../../../i18n/index.ts'
import { cx } from '../../../ui/cx.ts'
import { AllowanceHint } from '../../inbox/composer/allowance-hint.tsx'
import { AttachmentTray } from '../../inbox/composer/attachment-tray.tsx'
import { DropZone } from '../../inbox/composer/drop-zone.tsx'
import { GrowTextarea } from '../../inbox/composer/grow-textarea.tsx'
import { insertAtCursor } from '../../inbox/composer/insert-at-cursor.ts'
import { pasteFiles } from '../../inbox/composer/paste-files.ts'
import { roomOf } from '../../inbox/composer/room.ts'
import { isSendKey } from '../../inbox/composer/send-key.ts'
import { useUploads } from '../../inbox/composer/use-uploads.ts'
import { WindowNote } from '../../inbox/composer/window-note.tsx'
import { ComposeFoot } from './compose-foot.tsx'
import { useCompose } from './use-compose.ts'
import { useWays } from './use-ways.ts'
import { WayPicker } from './way-picker.tsx'
import { whyNot } from './why-not.ts'

const TemplateDialog = lazy(() => import('../../inbox/composer/template-dialog.tsx'))

/** A note on a profile takes no files. */
const noFiles = { maxCount: 0, maxBytes: 0 }

/** Where a person writes to a customer on the channel they choose, or leaves a note. */
export function Compose({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const [choosing, setChoosing] = useState(false)
  const { ways, way, isNote, setIsNote, choose, canWork, canNote } = useWays(customer)
  const { words, change, busy, error, send, sendTemplate } = useCompose(customer)
  const limits = way?.allowance.attachments ?? noFiles
  const { uploads, add } = useUploads(limits, words.attachments.length, (file) =>
    change((now) => ({ attachments: [...now.attachments, file] })),
  )
  const room = roomOf(words.text, way?.allowance.textLimit)
  const attachments = way ? words.attachments : []
  const isEmpty = words.text.trim() === '' && attachments.length === 0
  const isBarred = way !== null && whyNot(way) !== null
  const canSend = !isEmpty && !busy && uploads.length === 0 && !isBarred && room.fits && attachments.length <= limits.maxCount
  if (!canNote && (!canWork || way === null)) return null
  const submit = () => {
    if (!canSend) return
    void send(way)
    field.current?.focus()
  }
  return (
    <DropZone onFiles={add} className="mx-auto mt-3 w-[calc(100%-24px)] max-w-[812px]">
      <section
        aria-label={t('compose.label')}
        className={cx(
          'rounded-lg border shadow-1 focus-within:border-accent',
          way ? 'border-line-strong bg-panel' : 'border-note-line bg-note',
        )}
      >
        <div className="flex flex-wrap items-center gap-1.5 overflow-hidden px-2.5 pt-2">
          <WayPicker ways={ways} way={way} isNote={isNote} canNote={canNote} onNote={setIsNote} onChoose={choose} />
          {way && <AllowanceHint allowance={way.allowance} />}
        </div>
        {way && <WayNote way={way} onTemplates={() => setChoosing(true)} />}
        {way?.subject && !way.conversation && <Subject value={words.subject} onChange={(subject) => change(() => ({ subject }))} />}
        <GrowTextarea
          ref={field}
          aria-label={way ? t('compose.label') : t('compose.note')}
          placeholder={way ? t('compose.messageHint') : t('compose.noteHint')}
          value={words.text}
          onChange={(event) => change(() => ({ text: event.target.value }))}
          onKeyDown={(event) => {
            if (!isSendKey(event)) return
            event.preventDefault()
            submit()
          }}
          onPaste={(event) => pasteFiles(event, add)}
        />
        <AttachmentTray
          attachments={attachments}
          uploads={uploads}
          onRemove={(id) => change((now) => ({ attachments: now.attachments.filter((file) => file.id !== id) }))}
        />
        {error && (
          <p role="alert" className="mx-3.5 mb-2 text-s text-seal-ink">
            {error}
          </p>
        )}
        <ComposeFoot
          way={way}
          room={room}
          disabled={!canSend}
          onFiles={add}
          onEmoji={(one) => change((now) => ({ text: insertAtCursor(field.current, now.text, one) }))}
          onTemplates={() => setChoosing(true)}
          onSend={submit}
        />
      </section>
      {choosing && way && (
        <Suspense fallback={null}>
          <TemplateDialog
            channelId={way.channelId}
            onSend={(_, template) => void sendTemplate(way, template)}
            onClose={() => setChoosing(false)}
          />
        </Suspense>
      )}
    </DropZone>
  )
}

/** Why a way is barred now, and what still goes there. */
function WayNote({ way, onTemplates }: { way: Way; onTemplates: () => void }) {
  const { t } = useTranslation()
  const reason = whyNot(way)
  if (reason === null || !way.allowance.allowed) return <WindowNote allowance={way.allowance} onTemplates={onTemplates} />
  return <p className="mx-3.5 mt-2 rounded-sm bg-warn-tint px-2.5 py-1.5 text-s text-warn">{say(reason) || t('composer.notAllowed')}</p>
}

function Subject({ value, onChange }: { value: string; onChange: (subject: string) => void }) {
  const { t } = useTranslation()
  return (
    <input
      aria-label={t('compose.subject')}
      placeholder={t('compose.subject')}
      maxLength={200}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className="mx-3.5 mt-2 block h-8 w-[calc(100%-28px)] border-b border-line bg-transparent focus-visible:shadow-none"
    />
  )
}
