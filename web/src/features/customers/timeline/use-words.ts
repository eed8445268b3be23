import { useEffect, useRef, useState } from 'react'
import type { Attachment } from '../../../../../contract/files.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'

export type Words = { text: string; subject: string; attachments: readonly Attachment[] }
const blank: Words = { text: '', subject: '', attachments: [] }

/** What is being written to a customer; text and files outlive the page, as every draft does. */
export function useWords(customerId: string) {
  const [words, setWords] = useState(blank)
  const key = `${customerId}/profile`
  useEffect(() => {
    let isStale = false
    void readDraft(key).then((found) => {
      // What was typed before the disk answered wins.
      if (found && !isStale) setWords((now) => (now === blank ? { ...blank, text: found.text, attachments: found.attachments } : now))
    })
    return () => void (isStale = true)
  }, [key])
  // An upload ends long after the render it began in: it must add to what is written now, not to what was.
  const latest = useRef(words)
  latest.current = words
  const change = (part: (words: Words) => Partial<Words>) => {
    latest.current = { ...latest.current, ...part(latest.current) }
    setWords(latest.current)
    saveDraft(key, { text: latest.current.text, attachments: [...latest.current.attachments] })
  }
  return { words, change }
}
