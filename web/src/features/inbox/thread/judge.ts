import type { Message, SentimentLabel } from '../../../../../contract/messages.ts'
import { call } from '../../../api.ts'
import { t } from '../../../i18n/index.ts'
import { keepMessage } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { toast } from '../../../ui/toasts.tsx'

/** Says how a customer's message really sounds. */
export async function judge(message: Message, label: SentimentLabel): Promise<void> {
  const judged = await call('message.judge', { id: message.id, label })
  learn((draft) => keepMessage(draft, judged))
  toast(t('sentiment.thanks'))
}

const next: Record<SentimentLabel, SentimentLabel> = { negative: 'neutral', neutral: 'positive', positive: 'negative' }

/** One key: the newest customer's message of a thread gets the next of the three labels. */
export async function judgeNewest(conversationId: string): Promise<void> {
  const { threads, messages } = useStore.getState()
  const newest = threads[conversationId]?.ids.findLast((id) => messages[id]?.sentiment)
  const message = newest ? messages[newest] : undefined
  if (message?.sentiment) await judge(message, next[message.sentiment.label])
}
