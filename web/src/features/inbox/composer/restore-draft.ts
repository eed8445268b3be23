import type { OutboxItem } from '../../../sync/outbox.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'
import type { Attachment } from '../../../../../contract/files.ts'

type Restored = { conversationId: string; kind: 'text' | 'note'; text: string; attachments: Attachment[] }
const listeners = new Set<(draft: Restored) => void>()

export const draftKey = (conversationId: string, kind: 'text' | 'note') => `${conversationId}/${kind}`

/** Puts a message that was not sent back where it was written, behind what stands there already. */
export async function restoreDraft(item: Pick<OutboxItem, 'conversationId' | 'kind' | 'text' | 'attachments'>): Promise<void> {
  const key = draftKey(item.conversationId, item.kind)
  const there = await readDraft(key)
  const text = [there?.text, item.text].filter(Boolean).join('\n')
  const attachments = [...(there?.attachments ?? []), ...item.attachments]
  saveDraft(key, { text, attachments })
  listeners.forEach((listener) => listener({ conversationId: item.conversationId, kind: item.kind, text, attachments }))
}

/** Tells the open composer that its draft was put back; returns the removal. */
export function onRestored(listener: (draft: Restored) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
