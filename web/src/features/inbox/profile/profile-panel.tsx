import { useEffect, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Conversation } from '../../../../../contract/conversations.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useMayOpen } from '../../../app/pages.ts'
import { nameOf } from '../../../i18n/index.ts'
import { fullDate, fullTime, useClock } from '../../../i18n/time.ts'
import { useMay } from '../../../sync/may.ts'
import { customerOf, useStore } from '../../../sync/store.ts'
import { loadCustomer } from '../../../sync/threads.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { MoodPanel } from '../../customers/mood/mood-panel.tsx'
import { ConsentPanel } from '../../customers/profile/consent-panel.tsx'
import { CustomerName } from '../../customers/profile/customer-name.tsx'
import { Identities } from '../../customers/profile/identities.tsx'
import { ProfileForm } from '../../customers/profile/profile-form.tsx'
import { ProfileMenu } from '../../customers/profile/profile-menu.tsx'
import { ProfileSkeleton } from '../../customers/profile/profile-skeleton.tsx'
import { ReviewPanel } from '../../customers/profile/review-panel.tsx'
import { Fact, Section } from '../../customers/profile/section.tsx'
import { OtherConversations } from './other-conversations.tsx'
import { RelinkDialog } from './relink-dialog.tsx'

type Props = { conversationId: string; onLeave?: () => void }

/** The customer beside the conversation: who, how they are reached, what is known, and what else there was. */
export default function ProfilePanel({ conversationId, onLeave }: Props) {
  const conversation = useStore((state) => state.conversations[conversationId])
  const customerId = conversation?.customer.id
  const customer = useStore((state) => (customerId ? customerOf(state, customerId) : undefined))
  // Missing here, the panel shows what the conversation itself knows; the thread beside it says that the line is down.
  useEffect(() => void (customerId && loadCustomer(customerId).catch(() => undefined)), [customerId])
  if (!conversation) return null
  if (!customer) return <ProfileSkeleton name={conversation.customer.name} id={conversation.customer.id} />
  return (
    <>
      <ProfileHead customer={customer} />
      <ReviewPanel customer={customer} />
      <Identities customer={customer} />
      <ProfileForm customer={customer} />
      <MoodPanel customerId={customer.id} version={conversation.version} />
      <AboutConversation conversation={conversation} />
      <OtherConversations customerId={customer.id} except={conversationId} onLeave={onLeave} />
      <ConsentPanel customer={customer} />
    </>
  )
}

function ProfileHead({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const clock = useClock()
  const mayOpen = useMayOpen('/customers')
  const since = `${t('profile.since')} ${fullDate(clock, customer.createdAt)}`
  return (
    <div className="flex items-start gap-3.5 px-[18px] pt-5 pb-3.5">
      <Avatar id={customer.id} name={nameOf(customer.name)} size={52} />
      <div className="min-w-0 flex-1">
        <CustomerName key={customer.id} customer={customer} />
        {mayOpen ? (
          <Link to={`/customers/${customer.id}`} title={t('profile.open')} className="text-s text-ink-3 underline-offset-2 hover:underline">
            {since}
          </Link>
        ) : (
          <span className="text-s text-ink-3">{since}</span>
        )}
      </div>
      <ProfileMenu customer={customer} />
    </div>
  )
}

function AboutConversation({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [relinking, setRelinking] = useState(false)
  const channel = useStore((state) => state.channels[conversation.channelId]?.name)
  const canWork = useMay('inbox.work')
  return (
    <Section title={t('profile.conversation')}>
      <dl className="grid grid-cols-[76px_1fr] gap-y-1.5 text-[13.5px]">
        <Fact name={t('profile.channel')}>{channel}</Fact>
        {conversation.subject && <Fact name={t('profile.subject')}>{conversation.subject}</Fact>}
        <Fact name={t('profile.started')}>{fullTime(clock, conversation.createdAt)}</Fact>
      </dl>
      {canWork && (
        <button
          type="button"
          className="mt-2.5 rounded-sm text-s font-medium text-accent-ink underline-offset-2 hover:underline"
          onClick={() => setRelinking(true)}
        >
          {t('profile.relink')}
        </button>
      )}
      <RelinkDialog conversation={conversation} open={relinking} onClose={() => setRelinking(false)} />
    </Section>
  )
}
