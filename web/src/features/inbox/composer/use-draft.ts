import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../../../../../contract/files.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'
import { draftKey, onRestored } from './restore-draft.ts'

export type Kind = 'text' | 'note'
type Draft = { text: string; attachments: Attachment[] }
const blank: Draft = { text: '', attachments: [] }

/** What is being written in one conversation: a reply and a note side by side, kept on this device at every stroke. */
export function useDraft(conversationId: string) {
  const [kind, setKind] = useState<Kind>('text')
  const [drafts, setDrafts] = useState<Record<Kind, Draft>>({ text: blank, note: blank })
  useEffect(() => {
    let isStale = false
    for (const one of ['text', 'note'] as const)
      void readDraft(draftKey(conversationId, one)).then((found) => {
        // What was typed before the disk answered wins.
        if (found && !isStale) setDrafts((now) => (now[one] === blank ? { ...now, [one]: found } : now))
      })
    return () => void (isStale = true)
  }, [conversationId])
  useEffect(
    () =>
      onRestored((restored) => {
        if (restored.conversationId !== conversationId) return
        setKind(restored.kind)
        setDrafts((now) => ({ ...now, [restored.kind]: { text: restored.text, attachments: restored.attachments } }))
      }),
    [conversationId],
  )
  // An upload ends long after the render it began in: it must add to what is written now, not to what was.
  const latest = useRef(drafts)
  latest.current = drafts
  const change = (part: (draft: Draft) => Partial<Draft>, of: Kind = kind) => {
    const next = { ...latest.current[of], ...part(latest.current[of]) }
    latest.current = { ...latest.current, [of]: next }
    setDrafts(latest.current)
    saveDraft(draftKey(conversationId, of), next)
  }
  return { kind, setKind, draft: drafts[kind], change, clear: () => change(() => blank) }
}
