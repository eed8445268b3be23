import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { fullDate, fullTime, useClock } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'
import { loadCustomer } from '../../../sync/threads.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { CustomerName } from './customer-name.tsx'
import { Identities } from './identities.tsx'
import { OtherConversations } from './other-conversations.tsx'
import { RelinkDialog } from './relink-dialog.tsx'
import { Fact, Section } from './section.tsx'

/** The customer beside the conversation: who, how they are reached, and what else there was. */
export function ProfilePanel({ conversationId, onLeave }: { conversationId: string; onLeave?: () => void }) {
  const conversation = useStore((state) => state.conversations[conversationId])
  const customerId = conversation?.customer.id
  const customer = useStore((state) => (customerId ? state.customers[customerId] : undefined))
  // Missing here, the panel shows what the conversation itself knows; the thread beside it says that the line is down.
  useEffect(() => void (customerId && loadCustomer(customerId).catch(() => undefined)), [customerId])
  if (!conversation) return null
  if (!customer) return <ProfileSkeleton name={conversation.customer.name} id={conversation.customer.id} />
  return (
    <>
      <ProfileHead customer={customer} />
      <Identities customer={customer} />
      <AboutConversation conversation={conversation} />
      <OtherConversations customerId={customer.id} except={conversationId} onLeave={onLeave} />
    </>
  )
}

function ProfileHead({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <div className="flex items-center gap-3.5 px-[18px] pt-5 pb-3.5">
      <Avatar id={customer.id} name={customer.name} size={52} />
      <div className="min-w-0 flex-1">
        <CustomerName key={customer.id} customer={customer} />
        <Link to={`/customers/${customer.id}`} className="text-s text-ink-3 underline-offset-2 hover:underline">
          {t('profile.since')} {fullDate(clock, customer.createdAt)}
        </Link>
      </div>
    </div>
  )
}

function AboutConversation({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [relinking, setRelinking] = useState(false)
  const channel = useStore((state) => state.channels[conversation.channelId]?.name)
  return (
    <Section title={t('profile.conversation')}>
      <dl className="grid grid-cols-[76px_1fr] gap-y-1.5 text-[13.5px]">
        <Fact name={t('profile.channel')}>{channel}</Fact>
        {conversation.subject && <Fact name={t('profile.subject')}>{conversation.subject}</Fact>}
        <Fact name={t('profile.started')}>{fullTime(clock, conversation.createdAt)}</Fact>
      </dl>
      <button
        type="button"
        className="mt-2.5 rounded-sm text-s font-medium text-accent-ink underline-offset-2 hover:underline"
        onClick={() => setRelinking(true)}
      >
        {t('profile.relink')}
      </button>
      <RelinkDialog conversation={conversation} open={relinking} onClose={() => setRelinking(false)} />
    </Section>
  )
}

function ProfileSkeleton({ name, id }: { name: string; id: string }) {
  return (
    <div className="flex items-center gap-3.5 px-[18px] pt-5 pb-3.5">
      <Avatar id={id} name={name} size={52} />
      <h2 className="min-w-0 flex-1 truncate text-[17px] font-[650]">{name}</h2>
    </div>
  )
}
