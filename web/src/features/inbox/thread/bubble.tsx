import { Forward } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { BubbleFrame, toneOf } from './bubble-frame.tsx'
import { MailActs } from './mail-acts.tsx'
import { MailDetails } from './mail-details.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageMeta } from './message-meta.tsx'
import { Reactions } from './reactions.tsx'
import { SendTrouble } from './send-trouble.tsx'
import { useWriter } from './use-writer.ts'

type Props = {
  message: Message
  continues: boolean
  /** Several people write on this side of the thread: who it was stands above. */
  isNamed: boolean
  conversation: Conversation
}

/** One message: the customer's on the left, ours and notes on the right. */
export const Bubble = memo(function Bubble({ message, continues, isNamed, conversation }: Props) {
  const [asMail, setAsMail] = useState(message.hasHtml && message.text.trim() === '')
  const [details, setDetails] = useState(false)
  const isOurs = message.direction !== 'in'
  const { face, name } = useWriter(message, conversation.customer)
  return (
    <article
      aria-label={name}
      // Pressing a message shows what is shown to a pointer over it.
      tabIndex={-1}
      className={cx(
        'group/message flex gap-2.5 outline-none',
        continues ? 'mt-0.5' : 'mt-2',
        isOurs && 'flex-row-reverse',
        asMail ? 'w-full' : 'max-w-[88%] md:max-w-[min(76%,640px)]',
        isOurs && !asMail && 'ml-auto',
      )}
    >
      <Avatar id={face} name={name} size={30} className={cx('mt-0.5', continues && 'invisible h-0')} />
      <div className={cx('min-w-0', asMail && 'flex-1')}>
        {isNamed && !continues && <WriterLine message={message} name={name} isOurs={isOurs} />}
        <div className={message.status === 'discarded' ? 'opacity-60' : undefined}>
          <BubbleFrame tone={toneOf(message.kind, message.direction)} continues={continues} wide={asMail}>
            <MailDetails message={message} conversation={conversation} open={details} onOpen={setDetails} />
            {message.forwardOf !== null && <Forwarded />}
            <MessageBody message={message} asMail={asMail} />
          </BubbleFrame>
        </div>
        <Reactions reactions={message.reactions} />
        <MessageMeta message={message} asMail={asMail} onAsMail={setAsMail}>
          <MailActs message={message} conversation={conversation} open={details} onOpen={setDetails} />
        </MessageMeta>
        <SendTrouble message={message} />
      </div>
    </article>
  )
})

function WriterLine({ message: { addresses }, name, isOurs }: { message: Message; name: string; isOurs: boolean }) {
  const { t } = useTranslation()
  const form = addresses?.writer ? addresses.from : null
  return (
    <p className={cx('mx-1 mb-0.5 truncate text-xs font-medium text-ink-2', isOurs && 'text-right')}>
      {form ? t('thread.via', { who: name, form: form.address }) : name}
    </p>
  )
}

function Forwarded() {
  const { t } = useTranslation()
  return (
    <p className="flex items-center gap-1.5 text-s text-ink-2">
      <Icon of={Forward} size={14} />
      {t('thread.forwarded')}
    </p>
  )
}
