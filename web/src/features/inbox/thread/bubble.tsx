import { memo, useState } from 'react'
import { nameOf } from '../../../i18n/index.ts'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'
import { BubbleFrame, toneOf } from './bubble-frame.tsx'
import { MailDetails } from './mail-details.tsx'
import { MessageBody } from './message-body.tsx'
import { MessageMeta } from './message-meta.tsx'
import { Reactions } from './reactions.tsx'
import { SendTrouble } from './send-trouble.tsx'

type Props = { message: Message; continues: boolean; conversation: Conversation }

/** One message: the customer's on the left, ours and notes on the right. */
export const Bubble = memo(function Bubble({ message, continues, conversation }: Props) {
  const [asMail, setAsMail] = useState(message.hasHtml && message.text.trim() === '')
  const isOurs = message.direction !== 'in'
  const name = nameOf(nameNow(message, conversation))
  const face = message.author.type === 'customer' ? conversation.customer.id : (message.author.id ?? message.author.name)
  return (
    <article
      aria-label={name}
      className={cx(
        'flex gap-2.5',
        continues ? 'mt-0.5' : 'mt-2',
        isOurs && 'flex-row-reverse',
        asMail ? 'w-full' : 'max-w-[88%] md:max-w-[min(76%,640px)]',
        isOurs && !asMail && 'ml-auto',
      )}
    >
      <Avatar id={face} name={name} size={30} className={cx('mt-0.5', continues && 'invisible h-0')} />
      <div className={cx('min-w-0', asMail && 'flex-1')}>
        <BubbleFrame tone={toneOf(message.kind, message.direction)} continues={continues} wide={asMail}>
          <MailDetails message={message} conversation={conversation} />
          <MessageBody message={message} asMail={asMail} />
        </BubbleFrame>
        <Reactions reactions={message.reactions} />
        <MessageMeta message={message} asMail={asMail} onAsMail={setAsMail} />
        <SendTrouble message={message} />
      </div>
    </article>
  )
})

/** Who wrote may have told their name only later: the thread's own customer goes by it, others in it by the one they had. */
function nameNow({ author }: Message, { customer }: Conversation): string {
  return author.type === 'customer' && author.id === customer.id ? customer.name : author.name
}
