import { create } from 'zustand'
import type { Message, SentimentLabel } from '../../../../../contract/messages.ts'
import { call } from '../../../api.ts'
import { t } from '../../../i18n/index.ts'
import { keepMessage } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { toast } from '../../../ui/toasts.tsx'
import { withWayBack } from './acts.ts'
import { intentName } from './intent-name.ts'

type What = 'mood' | 'topic'

/** Which message's menu is open, and which of the two it has; `message` is null for none. */
export const useCorrecting = create<{ message: string | null; what: What }>()(() => ({ message: null, what: 'mood' }))

/** Opens a menu of the newest customer's message of a thread, or says that there is none to correct. */
export function correctNewest(conversationId: string, what: What): void {
  const { threads, messages } = useStore.getState()
  const newest = threads[conversationId]?.ids.findLast((id) => messages[id]?.sentiment)
  if (newest) useCorrecting.setState({ message: newest, what })
  else toast(t('sentiment.nothing'))
}

/** Says how a customer's message really sounds, with the way back: also out of the training data. */
export function correctMood(message: Message, label: SentimentLabel): void {
  const { id, sentiment } = message
  if (!sentiment || sentiment.label === label) return
  const back = () => (sentiment.correctedBy ? call('message.judge', { id, label: sentiment.label }) : call('message.unjudge', { id }))
  withWayBack(keep(call('message.judge', { id, label })), t('sentiment.kept', { name: t(`sentiment.${label}`) }), () => keep(back()))
}

/** Says what a customer's message really is about, null for nothing that has a name; with the way back. */
export function correctTopic(message: Message, intent: string | null): void {
  const { id, intent: before, intentCorrectedBy } = message
  if ((before?.name ?? null) === intent) return
  const back = () =>
    intentCorrectedBy ? call('message.set_intent', { id, intent: before?.name ?? null }) : call('message.reset_intent', { id })
  const name = intent === null ? t('topic.none') : intentName(t, intent)
  withWayBack(keep(call('message.set_intent', { id, intent })), t('topic.kept', { name }), () => keep(back()))
}

async function keep(answer: Promise<Message>): Promise<void> {
  const message = await answer
  learn((draft) => keepMessage(draft, message))
}
