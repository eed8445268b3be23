import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Mailbox } from '../../../../../contract/mailbox.ts'
import { writeMailbox } from '../../../../../contract/mail-address.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { labelOf, rows } from '../composer/recipients.ts'

type Props = { message: Message; conversation: Conversation; open: boolean; onOpen: (open: boolean) => void }

/** The head of a mail: its subject where it is another than the conversation's, and who else it is for; all of its head when it is opened. */
export function MailDetails({ message, conversation, open, onOpen }: Props) {
  const { t } = useTranslation()
  const { subject, addresses } = message
  const isOwnSubject = subject !== null && subject !== '' && plain(subject) !== plain(conversation.subject ?? '')
  const hasOthers = addresses !== null && isWorthALine(message)
  if (!isOwnSubject && !hasOthers && !open) return null
  return (
    <div className="mb-1.5 border-b border-line pb-1.5 text-s text-ink-2">
      {isOwnSubject && <p className="font-semibold text-ink">{subject}</p>}
      {addresses && open && (
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
          <Line name={t('thread.from')} values={[addresses.writer ?? addresses.from]} via={addresses.writer ? addresses.from : null} />
          <Line name={t('thread.replyTo')} values={addresses.writer ? [] : addresses.replyTo} />
          {rows.map((row) => (
            <Line key={row} name={t(`thread.${row}`)} values={addresses[row]} />
          ))}
        </dl>
      )}
      {addresses && !open && hasOthers && (
        <button
          type="button"
          aria-expanded={false}
          title={t('thread.details')}
          onClick={() => onOpen(true)}
          className="block max-w-full truncate rounded-[4px] text-left hover:underline"
        >
          {rows
            .filter((row) => addresses[row].length > 0)
            .map((row) => `${t(`thread.${row}`)} ${addresses[row].map(labelOf).join(', ')}`)
            .join(' · ')}
        </button>
      )}
    </div>
  )
}

/** Several people read it, or somebody else than the customer. */
function isWorthALine({ addresses, forwardOf }: Message): boolean {
  if (!addresses) return false
  return forwardOf !== null || addresses.to.length > 1 || addresses.cc.length + addresses.bcc.length > 0
}

function Line({ name, values, via = null }: { name: string; values: readonly (Mailbox | null)[]; via?: Mailbox | null }) {
  const { t } = useTranslation()
  const written = values.flatMap((one) => (one ? [writeMailbox(one)] : [])).join(', ')
  if (written === '') return null
  return (
    <>
      <dt className="text-ink-3">{name}</dt>
      <dd className="[overflow-wrap:anywhere]">{via ? t('thread.via', { who: written, form: writeMailbox(via) }) : written}</dd>
    </>
  )
}

/** A subject without the marks of answering and forwarding, in the languages mail programs write them. */
const plain = (subject: string) => subject.replace(/^((re|fwd?|aw|wg|sv|回复|回覆|答复|转发|轉寄)\s*[:：]\s*)+/i, '').trim()
