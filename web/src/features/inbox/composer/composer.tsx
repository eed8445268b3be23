import { LayoutTemplate } from 'lucide-react'
import { type KeyboardEvent, lazy, Suspense, useMemo, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message, TemplateUse } from '../../../../../contract/messages.ts'
import { useActions } from '../../../app/actions.ts'
import { send } from '../../../sync/outbox.ts'
import { useStore } from '../../../sync/store.ts'
import { tellTyping } from '../../../sync/typing.ts'
import { IconButton } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { isPublic } from '../row-facts.ts'
import { AttachButton } from './attach-button.tsx'
import { AttachmentTray } from './attachment-tray.tsx'
import { ComposerHead } from './composer-head.tsx'
import { DropZone } from './drop-zone.tsx'
import { EmojiPicker } from './emoji-picker.tsx'
import { GrowTextarea } from './grow-textarea.tsx'
import { insertAtCursor } from './insert-at-cursor.ts'
import { pasteFiles } from './paste-files.ts'
import { RecipientsField } from './recipients-field.tsx'
import { ReplacesNote } from './replaces-note.tsx'
import { RoomNote } from './room-note.tsx'
import { roomOf } from './room.ts'
import { SendButton } from './send-button.tsx'
import { isSendKey } from './send-key.ts'
import { useAllowance } from './use-allowance.ts'
import { type Kind, useDraft } from './use-draft.ts'
import { useRecipients } from './use-recipients.ts'
import { useUploads } from './use-uploads.ts'
import { WindowNote } from './window-note.tsx'

const TemplateDialog = lazy(() => import('./template-dialog.tsx'))

/** Where a reply or a note is written. What is typed is kept; what is sent goes through the outbox. */
export function Composer({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const allowance = useAllowance(conversation)
  const [choosing, setChoosing] = useState(false)
  const { kind, setKind, draft, change, clear } = useDraft(conversation.id, () => seenPosition(conversation))
  const isReply = kind === 'text'
  const recipients = useRecipients(isReply ? (allowance?.recipients ?? null) : null, draft, change)
  // Colleagues may be left any file; a customer gets what the channel takes.
  const { uploads, add } = useUploads(isReply ? allowance?.attachments : undefined, draft.attachments.length, (file) =>
    change((now) => ({ attachments: [...now.attachments, file] }), kind),
  )
  const limit = isReply ? allowance?.textLimit : undefined
  const room = useMemo(() => roomOf(draft.text, limit), [draft.text, limit])
  const isBarred = isReply && allowance?.allowed === false
  const isEmpty = draft.text.trim() === '' && draft.attachments.length === 0 && !draft.forward
  const canSend = !isEmpty && uploads.length === 0 && !isBarred && room.fits && recipients?.isReady !== false
  const canAttach = !isReply || allowance?.attachments.maxCount !== 0
  const hasTemplates = useStore((state) => state.channels[conversation.channelId]?.capabilities.templates ?? false)

  const submit = () => {
    if (!canSend) return
    const { attachments, forward, replaces, begunAt } = draft
    const against = isReply ? heldSince(conversation.id, begunAt) : null
    const message = { conversationId: conversation.id, kind, text: draft.text.trim(), attachments }
    void send({
      ...message,
      ...(against ?? { seen: seenPosition(conversation) }),
      ...recipients?.said,
      ...(forward && { forward }),
      ...(replaces && { replaces }),
    })
    clear()
    field.current?.focus()
  }
  const sendTemplate = (text: string, template: TemplateUse) => {
    void send({ conversationId: conversation.id, kind: 'text', text, attachments: [], seen: seenPosition(conversation), template })
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
  const words = useWords(kind, conversation, Boolean(draft.forward))
  return (
    <DropZone onFiles={add} className="mx-2 mt-1 mb-[calc(8px+env(safe-area-inset-bottom))] md:mx-5 md:mt-1.5 md:mb-[18px]">
      <section
        aria-label={t('composer.label')}
        className={cx(
          'rounded-lg border shadow-1 focus-within:border-accent',
          isReply ? 'border-line-strong bg-panel' : 'border-note-line bg-note',
        )}
      >
        <ComposerHead conversation={conversation} allowance={allowance} kind={kind} onKind={write} />
        {isReply && draft.replaces && <ReplacesNote onKeep={() => change(() => ({ replaces: undefined }))} />}
        {recipients && <RecipientsField {...recipients} />}
        {isReply && allowance && <WindowNote allowance={allowance} onTemplates={() => setChoosing(true)} />}
        <GrowTextarea
          ref={field}
          id="composer"
          aria-label={words.label}
          placeholder={words.placeholder}
          value={draft.text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => onKeys(event, submit)}
          onPaste={(event) => pasteFiles(event, add)}
        />
        <AttachmentTray
          attachments={draft.attachments}
          uploads={uploads}
          onRemove={(id) => change((now) => ({ attachments: now.attachments.filter((file) => file.id !== id) }))}
        />
        <div className="flex items-center gap-0.5 px-2 pb-2">
          {canAttach && <AttachButton onFiles={add} />}
          <EmojiPicker onPick={(one) => onText(insertAtCursor(field.current, draft.text, one))} />
          {isReply && hasTemplates && (
            <IconButton label={t('templates.use')} onClick={() => setChoosing(true)}>
              <Icon of={LayoutTemplate} />
            </IconButton>
          )}
          <RoomNote room={room} />
          <SendButton label={words.send} disabled={!canSend} onSend={submit} />
        </div>
      </section>
      {choosing && (
        <Suspense fallback={null}>
          <TemplateDialog channelId={conversation.channelId} onSend={sendTemplate} onClose={() => setChoosing(false)} />
        </Suspense>
      )}
    </DropZone>
  )
}

/** What the field and its button are called: who will read it is said before it is written. */
function useWords(kind: Kind, conversation: Conversation, isForward: boolean): { label: string; placeholder: string; send: string } {
  const { t } = useTranslation()
  if (kind === 'note') return { label: t('composer.note'), placeholder: t('composer.noteHint'), send: t('composer.addNote') }
  if (isForward) return { label: t('composer.reply'), placeholder: t('composer.forwardHint'), send: t('composer.forward') }
  const inPublic = isPublic(conversation)
  return {
    label: t('composer.reply'),
    placeholder: inPublic ? t('composer.publicHint') : t('composer.replyHint'),
    send: inPublic ? t('composer.sendPublic') : t('composer.send'),
  }
}

/** The last position on the writer's screen: what the server checks "somebody answered meanwhile" against. */
function seenPosition(conversation: Conversation): number {
  const { threads, messages } = useStore.getState()
  const last = threads[conversation.id]?.ids.at(-1)
  return (last === undefined ? undefined : messages[last]?.position) ?? conversation.position
}

/** A colleague answered while this was being written, though the writer may have seen it come: they say whether it still goes out. */
function heldSince(conversationId: string, begunAt: number | undefined): { seen: number; state: 'stale' } | null {
  const { threads, messages, me } = useStore.getState()
  if (begunAt === undefined) return null
  const isAnswer = (message: Message | undefined) =>
    message?.kind === 'text' && message.direction === 'out' && message.author.id !== me?.id && message.position > begunAt
  return threads[conversationId]?.ids.some((id) => isAnswer(messages[id])) ? { seen: begunAt, state: 'stale' } : null
}

function onKeys(event: KeyboardEvent<HTMLTextAreaElement>, submit: () => void): void {
  if (event.key === 'Escape' && !event.nativeEvent.isComposing) return event.currentTarget.blur()
  if (!isSendKey(event)) return
  event.preventDefault()
  submit()
}
