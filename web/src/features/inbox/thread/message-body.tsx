import { EyeOff, Undo2 } from 'lucide-react'
import { sayUnsupported } from '../../../i18n/unsupported.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { Icon } from '../../../ui/icon.tsx'
import { AttachmentList } from './attachment-list.tsx'
import { LinkedText } from './linked-text.tsx'
import { MailBody } from './mail-body.tsx'
import { PlaceCard } from './place-card.tsx'
import { QuotedText } from './quoted-text.tsx'

/** What a message holds. A chat shows its picture first and its caption below; a letter comes before its enclosures. */
export function MessageBody({ message, asMail }: { message: Message; asMail: boolean }) {
  if (message.recalledAt) return <Recalled isOurs={message.direction === 'out'} />
  const isMail = message.subject !== null
  return (
    <>
      {!isMail && <AttachmentList attachments={message.attachments} withInline={!asMail} />}
      {message.place && <PlaceCard place={message.place} />}
      {asMail ? <MailBody message={message} /> : message.text && <LinkedText text={message.text} />}
      {!asMail && <QuotedText text={message.quoted} />}
      {message.unsupported && <Unsupported name={message.unsupported} />}
      {isMail && <AttachmentList attachments={message.attachments} withInline={!asMail} />}
    </>
  )
}

function Unsupported({ name }: { name: string }) {
  useTranslation()
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      <Icon of={EyeOff} size={15} />
      {sayUnsupported(name)}
    </p>
  )
}

function Recalled({ isOurs }: { isOurs: boolean }) {
  const { t } = useTranslation()
  return (
    <p className="flex items-center gap-1.5 text-ink-2">
      <Icon of={Undo2} size={15} />
      {isOurs ? t('said.recalledOurs') : t('said.recalled')}
    </p>
  )
}
