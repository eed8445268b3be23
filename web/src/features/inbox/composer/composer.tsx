import { Paperclip } from 'lucide-react'
import { type ClipboardEvent, type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../../../i18n/index.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { useActions } from '../../../app/actions.ts'
import { usePreferences } from '../../../app/preferences.ts'
import { send } from '../../../sync/outbox.ts'
import { useStore } from '../../../sync/store.ts'
import { tellTyping } from '../../../sync/typing.ts'
import { channelIcons } from '../../../ui/avatar.tsx'
import { IconButton } from '../../../ui/button.tsx'
import { Chip } from '../../../ui/chip.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Segmented } from '../../../ui/tabs.tsx'
import { AllowanceHint } from './allowance-hint.tsx'
import { AttachmentTray } from './attachment-tray.tsx'
import { DropZone } from './drop-zone.tsx'
import { EmojiPicker } from './emoji-picker.tsx'
import { GrowTextarea } from './grow-textarea.tsx'
import { insertAtCursor } from './insert-at-cursor.ts'
import { SendButton } from './send-button.tsx'
import { roomLeft } from './text-limit.ts'
import { type Kind, useDraft } from './use-draft.ts'
import { useUploads } from './use-uploads.ts'

/** Where a reply or a note is written. What is typed is kept; what is sent goes through the outbox. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const allowance = useStore((state) => state.allowances[conversation.id])
  const { kind, setKind, draft, change, clear } = useDraft(conversation.id)
  const { uploads, add } = useUploads(allowance?.attachments, draft.attachments.length, (file) =>
    change((now) => ({ attachments: [...now.attachments, file] }), kind),
  )
  const left = kind === 'text' ? roomLeft(draft.text, allowance?.textLimit) : null
  const isBarred = kind === 'text' && allowance?.allowed === false
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0
  const canSend = !isEmpty && uploads.length === 0 && !isBarred && (left === null || left >= 0)

  const submit = () => {
    if (!canSend) return
    void send({ conversationId: conversation.id, kind, ...draft, text: draft.text.trim(), seen: seenPosition(conversation) })
    clear()
    field.current?.focus()
  }
  const write = (as: Kind) => {
    setKind(as)
    field.current?.focus()
  }
  useActions([
    { id: 'reply', label: t('keys.reply'), keys: 'r', run: () => write('text') },
    { id: 'note', label: t('keys.note'), keys: 'n', run: () => write('note') },
  ])
  const onText = (text: string) => {
    change(() => ({ text }))
    if (text) tellTyping(conversation.id, kind === 'note')
  }
  return (
    <DropZone onFiles={add}>
      <section
        aria-label={t('composer.label')}
        className={cx(
          'rounded-lg border shadow-1 focus-within:border-accent',
          kind === 'note' ? 'border-note-line bg-note' : 'border-line-strong bg-panel',
        )}
      >
        <div className="flex items-center gap-1.5 px-2.5 pt-2">
          <Segmented
            label={t('composer.mode')}
            value={kind}
            onChange={write}
            tabs={[
              { value: 'text', label: t('composer.reply') },
              { value: 'note', label: t('composer.note') },
            ]}
          />
          {kind === 'text' && <ChannelChip conversation={conversation} />}
          {kind === 'text' && <AllowanceHint allowance={allowance} />}
        </div>
        {isBarred && (
          <p className="mx-3.5 mt-2 rounded-sm bg-warn-tint px-2.5 py-1.5 text-s text-warn">
            {allowance.reason ? say(allowance.reason) : t('composer.notAllowed')}
          </p>
        )}
        <GrowTextarea
          ref={field}
          id="composer"
          aria-label={kind === 'note' ? t('composer.note') : t('composer.reply')}
          placeholder={kind === 'note' ? t('composer.noteHint') : t('composer.replyHint')}
          value={draft.text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => onKeys(event, submit)}
          onPaste={(event) => onPaste(event, add)}
        />
        <AttachmentTray
          attachments={draft.attachments}
          uploads={uploads}
          onRemove={(id) => change((now) => ({ attachments: now.attachments.filter((file) => file.id !== id) }))}
        />
        <div className="flex items-center gap-0.5 px-2 pb-2">
          <AttachButton onFiles={add} />
          <EmojiPicker onPick={(one) => onText(insertAtCursor(field.current, draft.text, one))} />
          <Room left={left} isBytes={allowance?.textLimit.unit === 'bytes'} />
          <SendButton label={kind === 'note' ? t('composer.addNote') : t('composer.send')} disabled={!canSend} onSend={submit} />
        </div>
      </section>
    </DropZone>
  )
}

/** The last position on the writer's screen: what the server checks "somebody answered meanwhile" against. */
function seenPosition(conversation: Conversation): number {
  const { threads, messages } = useStore.getState()
  const last = threads[conversation.id]?.ids.at(-1)
  return (last === undefined ? undefined : messages[last]?.position) ?? conversation.position
}

/** Enter that ends the choice of a Chinese word is never Enter that sends. */
function onKeys(event: KeyboardEvent<HTMLTextAreaElement>, submit: () => void): void {
  if (event.nativeEvent.isComposing || event.keyCode === 229) return
  if (event.key === 'Escape') return event.currentTarget.blur()
  if (event.key !== 'Enter' || event.shiftKey) return
  const { sendKey } = usePreferences.getState()
  if (sendKey === 'mod-enter' && !event.metaKey && !event.ctrlKey) return
  event.preventDefault()
  submit()
}

function onPaste(event: ClipboardEvent, add: (files: File[]) => void): void {
  const files = [...event.clipboardData.files]
  if (files.length === 0) return
  event.preventDefault()
  add(files)
}

function ChannelChip({ conversation }: { conversation: Conversation }) {
  const name = useStore((state) => state.channels[conversation.channelId]?.name)
  const { icon, color } = channelIcons[conversation.channelKind]
  return (
    <Chip>
      <Icon of={icon} size={12} className={color} />
      <span className="max-w-40 truncate">{name}</span>
    </Chip>
  )
}

function AttachButton({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <IconButton label={t('files.attach')} onClick={() => input.current?.click()}>
        <Icon of={Paperclip} />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </>
  )
}

function Room({ left, isBytes }: { left: number | null; isBytes: boolean }) {
  const { t } = useTranslation()
  if (left === null) return null
  return (
    <span role="status" className={cx('ml-2 text-s tabular-nums', left < 0 ? 'font-medium text-seal-ink' : 'text-ink-3')}>
      {left < 0 ? t('composer.tooLong', { n: -left }) : t(isBytes ? 'composer.leftBytes' : 'composer.left', { n: left })}
    </span>
  )
}
