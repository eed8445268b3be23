import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'

/** The head of a mail: its subject where it is another than the conversation's, and to whom it went, folded. */
export function MailDetails({ message, conversation }: { message: Message; conversation: Conversation }) {
  const { t } = useTranslation()
  const { subject, to, cc } = message
  const isOwnSubject = subject !== null && subject !== '' && plain(subject) !== plain(conversation.subject ?? '')
  if (!isOwnSubject && cc.length === 0 && to.length < 2) return null
  return (
    <div className="mb-1.5 border-b border-line pb-1.5 text-s text-ink-2">
      {isOwnSubject && <p className="font-semibold text-ink">{subject}</p>}
      {(cc.length > 0 || to.length > 1) && (
        <details>
          <summary className="w-fit rounded-[4px] text-ink-3">{t('thread.details')}</summary>
          <Line name={t('thread.to')} values={to} />
          <Line name={t('thread.cc')} values={cc} />
        </details>
      )}
    </div>
  )
}

function Line({ name, values }: { name: string; values: string[] }) {
  if (values.length === 0) return null
  return (
    <p className="break-all">
      <span className="text-ink-3">{name}:</span> {values.join(', ')}
    </p>
  )
}

/** A subject without the marks of answering and forwarding, in the languages mail programs write them. */
const plain = (subject: string) => subject.replace(/^((re|fwd?|aw|wg|sv|回复|回覆|答复|转发|轉寄)\s*[:：]\s*)+/i, '').trim()
