import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../../../../../contract/files.ts'
import type { ChosenRecipients } from '../../../../../contract/mailbox.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'
import type { Reach } from './recipients.ts'
import { draftKey, onRestored } from './restore-draft.ts'

export type Kind = 'text' | 'note'
/** A message to be passed on: its subject, and the ids of its files, which go along while they are attached. */
export type Forward = { id: string; subject: string; files: string[] }
export type Draft = {
  text: string
  attachments: Attachment[]
  /** As somebody changed them; null while they follow the thread. */
  recipients?: ChosenRecipients | null | undefined
  reach?: Reach | undefined
  forward?: Forward | null | undefined
  /** The failed message it was; that one is discarded when this is sent. */
  replaces?: string | undefined
  /** Where the thread stood when it was begun. */
  begunAt?: number | undefined
}
const blank: Draft = { text: '', attachments: [] }

const isBlank = ({ text, attachments, recipients, reach = 'all', forward }: Draft) =>
  text === '' && attachments.length === 0 && !recipients && reach === 'all' && !forward

/** What is being written in one conversation: a reply and a note side by side, kept on this device at every stroke. */
export function useDraft(conversationId: string, standsAt: () => number) {
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
        setDrafts((now) => ({ ...now, [restored.kind]: restored.draft }))
      }),
    [conversationId],
  )
  // An upload ends long after the render it began in: it must add to what is written now, not to what was.
  const latest = useRef(drafts)
  latest.current = drafts
  const change = (part: (draft: Draft) => Partial<Draft>, of: Kind = kind) => {
    const changed = { ...latest.current[of], ...part(latest.current[of]) }
    const next = isBlank(changed) ? blank : { ...changed, begunAt: changed.begunAt ?? standsAt() }
    latest.current = { ...latest.current, [of]: next }
    setDrafts(latest.current)
    saveDraft(draftKey(conversationId, of), next)
  }
  const clear = () => change(() => ({ ...blank, recipients: null, reach: 'all', forward: null, replaces: undefined }))
  return { kind, setKind, draft: drafts[kind], change, clear }
}
