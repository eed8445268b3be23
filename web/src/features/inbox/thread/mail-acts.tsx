import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { beginForward } from '../composer/restore-draft.ts'
import { Act } from './act.tsx'

type Props = { message: Message; conversation: Conversation; open: boolean; onOpen: (open: boolean) => void }

/** Of a mail: who it is from and for, and passing it on. */
export function MailActs({ message, conversation, open, onOpen }: Props) {
  const { t } = useTranslation()
  const canWork = useMay('inbox.work')
  // Who sees addresses in part only cannot name anybody to send it to.
  const canChoose = useStore((state) => !state.grants?.masked.includes('email'))
  if (message.addresses === null) return null
  return (
    <>
      <Act onClick={() => onOpen(!open)} expanded={open}>
        {open ? t('thread.hideDetails') : t('thread.details')}
      </Act>
      {canWork && canChoose && message.kind === 'text' && message.recalledAt === null && (
        <Act onClick={() => void beginForward(message, conversation.subject)}>{t('thread.forward')}</Act>
      )}
    </>
  )
}
