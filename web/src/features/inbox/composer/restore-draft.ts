import type { Message } from '../../../../../contract/messages.ts'
import type { OutboxItem } from '../../../sync/outbox.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'
import type { Draft } from './use-draft.ts'

type Restored = { conversationId: string; kind: 'text' | 'note'; draft: Draft }
const listeners = new Set<(draft: Restored) => void>()

export const draftKey = (conversationId: string, kind: 'text' | 'note') => `${conversationId}/${kind}`

/** Puts a message that was not sent back where it was written, behind what stands there already, to the people it was for. */
export async function restoreDraft(
  item: Pick<OutboxItem, 'conversationId' | 'kind' | 'text' | 'attachments' | 'recipients' | 'forward'>,
): Promise<void> {
  const { conversationId, kind, recipients, forward } = item
  const there = await readDraft(draftKey(conversationId, kind))
  const text = [there?.text, item.text].filter(Boolean).join('\n')
  const attachments = [...(there?.attachments ?? []), ...item.attachments]
  put({ conversationId, kind, draft: { ...there, text, attachments, ...(recipients && { recipients }), ...(forward && { forward }) } })
}

/** Puts a message that failed back where it was written, as `restoreDraft` does; sent anew it takes the place of the failed one. */
export async function editFailed({ id, conversationId, text, attachments, addresses, forwardOf, subject }: Message): Promise<void> {
  const there = await readDraft(draftKey(conversationId, 'text'))
  const files = attachments.filter(({ state }) => state === 'ready')
  const recipients = addresses && { to: addresses.to, cc: addresses.cc, bcc: addresses.bcc }
  put({
    conversationId,
    kind: 'text',
    draft: {
      ...there,
      text: [there?.text, text].filter(Boolean).join('\n'),
      attachments: [...(there?.attachments ?? []), ...files],
      replaces: id,
      ...(recipients && { recipients }),
      ...(forwardOf !== null && { forward: { id: forwardOf, subject: subject ?? '', files: [] } }),
    },
  })
}

/** Begins to pass a message on, with its files, below what is being written. */
export async function beginForward(
  { id, conversationId, subject, attachments }: Message,
  conversationSubject: string | null,
): Promise<void> {
  const there = await readDraft(draftKey(conversationId, 'text'))
  const files = attachments.filter(({ state }) => state === 'ready')
  const own = there?.attachments.filter((file) => !there.forward?.files.includes(file.id)) ?? []
  put({
    conversationId,
    kind: 'text',
    draft: {
      text: there?.text ?? '',
      attachments: [...own, ...files],
      recipients: null,
      forward: { id, subject: subject ?? conversationSubject ?? '', files: files.map((file) => file.id) },
    },
  })
}

function put(restored: Restored): void {
  saveDraft(draftKey(restored.conversationId, restored.kind), restored.draft)
  listeners.forEach((listener) => listener(restored))
}

/** Tells the open composer that its draft was put back; returns the removal. */
export function onRestored(listener: (draft: Restored) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
