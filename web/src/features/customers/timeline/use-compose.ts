import { useEffect, useState } from 'react'
import { v7 } from 'uuid'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { ApiError, call } from '../../../api.ts'
import { t } from '../../../i18n/index.ts'
import { readDraft, saveDraft } from '../../../sync/local-db.ts'
import { learnConversation, learnMessage } from '../../../sync/store.ts'
import { explain } from '../../../ui/failure.ts'
import { toast } from '../../../ui/toasts.tsx'

type Words = { text: string; subject: string }
const blank: Words = { text: '', subject: '' }

/**
 * What is being written to a customer, and its way out: a note, an answer in a thread there is, or a new thread. A message keeps its id until
 * it was taken, so that trying again sends it once.
 */
export function useCompose(customer: Customer) {
  const [words, setWords] = useWords(customer.id)
  const [messageId, setMessageId] = useState<string>(() => v7())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const send = async (way: Way | null) => {
    setBusy(true)
    setError(undefined)
    try {
      await deliver(customer.id, way, { ...words, text: words.text.trim() }, messageId)
      toast(way ? t('compose.sent') : t('compose.noted'))
      setWords(blank)
      setMessageId(v7())
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal
      setError(explain(refusal))
    } finally {
      setBusy(false)
    }
  }
  return {
    words,
    change: (part: Partial<Words>) => setWords({ ...words, ...part }),
    busy,
    error,
    send: (way: Way | null) => void send(way),
  }
}

/** The text outlives the page, as every draft does. */
function useWords(customerId: string): [Words, (words: Words) => void] {
  const [words, setWords] = useState(blank)
  const key = `${customerId}/profile`
  useEffect(() => {
    let isStale = false
    void readDraft(key).then((found) => {
      // What was typed before the disk answered wins.
      if (found && !isStale) setWords((now) => (now === blank ? { ...blank, text: found.text } : now))
    })
    return () => void (isStale = true)
  }, [key])
  const write = (next: Words) => {
    setWords(next)
    saveDraft(key, { text: next.text, attachments: [] })
  }
  return [words, write]
}

async function deliver(customerId: string, way: Way | null, { text, subject }: Words, messageId: string): Promise<void> {
  if (!way) return void (await call('customer.note', { id: customerId, text }))
  if (way.conversation) return learnMessage(await call('message.reply', { id: way.conversation.id, messageId, text }))
  if (!way.identity) return
  const { conversation, message } = await call('conversation.start', {
    customerId,
    channelId: way.channelId,
    identityId: way.identity.id,
    ...(subject.trim() === '' ? {} : { subject }),
    text,
    messageId,
  })
  learnConversation(conversation)
  learnMessage(message)
}
