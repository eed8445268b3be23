import { useState } from 'react'
import { v7 } from 'uuid'
import type { Customer } from '../../../../../contract/customers.ts'
import type { TemplateUse } from '../../../../../contract/messages.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { ApiError, call } from '../../../api.ts'
import { t } from '../../../i18n/index.ts'
import { learnConversation, learnMessage } from '../../../sync/store.ts'
import { explain } from '../../../ui/failure.ts'
import { toast } from '../../../ui/toasts.tsx'
import { useWords } from './use-words.ts'

type Said = { text: string; attachmentIds: string[] } | { template: TemplateUse }

/**
 * What is being written to a customer, and its way out: a note (`way` null), an answer in a thread there is, or a new thread. A message keeps
 * its id until it was taken, so that trying again sends it once.
 */
export function useCompose(customer: Customer) {
  const { words, change } = useWords(customer.id)
  const [messageId, setMessageId] = useState<string>(() => v7())
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setBusy(true)
    setError(undefined)
    try {
      await work()
      setMessageId(v7())
      return true
    } catch (refusal) {
      if (!(refusal instanceof ApiError)) throw refusal
      setError(explain(refusal))
      return false
    } finally {
      setBusy(false)
    }
  }
  const send = async (way: Way | null) => {
    const text = words.text.trim()
    const attachmentIds = words.attachments.map(({ id }) => id)
    const subject = words.subject.trim()
    const taken = await attempt(() =>
      way ? deliver(customer.id, way, { text, attachmentIds }, messageId, subject) : call('customer.note', { id: customer.id, text }),
    )
    if (!taken) return
    toast(way ? t('compose.sent') : t('compose.noted'))
    // A note takes no files along: what was attached is still for the customer.
    change(() => ({ text: '', subject: '', ...(way && { attachments: [] }) }))
  }
  const sendTemplate = async (way: Way, template: TemplateUse) => {
    if (await attempt(() => deliver(customer.id, way, { template }, messageId, ''))) toast(t('compose.sent'))
  }
  return { words, change, busy, error, send, sendTemplate }
}

async function deliver(customerId: string, way: Way, said: Said, messageId: string, subject: string): Promise<void> {
  if (way.conversation) return learnMessage(await call('message.reply', { id: way.conversation.id, messageId, ...said }))
  if (!way.identity) return
  const { conversation, message } = await call('conversation.start', {
    customerId,
    channelId: way.channelId,
    identityId: way.identity.id,
    ...(subject === '' ? {} : { subject }),
    ...said,
    messageId,
  })
  learnConversation(conversation)
  learnMessage(message)
}
