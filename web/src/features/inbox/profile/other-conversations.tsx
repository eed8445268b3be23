import { useEffect, useMemo, useState } from 'react'
import { previewOf } from '../../../i18n/unsupported.ts'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { call } from '../../../api.ts'
import { shortAgo, useClock, useNow } from '../../../i18n/time.ts'
import { keep } from '../../../sync/entities.ts'
import { learn, useStore } from '../../../sync/store.ts'
import { Chip } from '../../../ui/chip.tsx'
import { KindMark } from '../../channels/kind-mark.tsx'
import { Section } from '../../customers/profile/section.tsx'

/** Everything else there was with this customer, newest first. */
export function OtherConversations({
  customerId,
  except,
  onLeave,
}: {
  customerId: string
  except?: string
  onLeave?: (() => void) | undefined
}) {
  const { t } = useTranslation()
  const { found, loaded } = useConversationsOf(customerId)
  const others = found.filter((one) => one.id !== except)
  return (
    <Section title={except ? t('profile.others') : t('customers.conversations')}>
      {others.length === 0 && (
        <p className="text-s text-ink-3">{!loaded ? t('app.loading') : except ? t('profile.noOthers') : t('customers.noConversations')}</p>
      )}
      <ul className="-mx-2 flex flex-col">
        {others.map((one) => (
          <li key={one.id}>
            <Row conversation={one} onLeave={onLeave} />
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Row({ conversation, onLeave }: { conversation: Conversation; onLeave: (() => void) | undefined }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  return (
    <Link
      to={`/inbox/${conversation.id}?view=all&status=${conversation.status}`}
      onClick={onLeave}
      className="flex items-center gap-2 rounded-sm px-2 py-1.5 text-[13.5px] hover:bg-hover"
    >
      <KindMark kind={conversation.channelKind} size={14} />
      <span className="min-w-0 flex-1 truncate">{conversation.subject ?? previewOf(conversation)}</span>
      {conversation.status === 'open' && <Chip tone="accent">{t('inbox.open')}</Chip>}
      <span className="flex-none text-s text-ink-3">
        {shortAgo(clock, conversation.lastMessage?.at ?? conversation.createdAt, now, t('time.now'))}
      </span>
    </Link>
  )
}

/** What the store holds of a customer, completed once from the server in both states. */
function useConversationsOf(customerId: string): { found: Conversation[]; loaded: boolean } {
  const all = useStore((state) => state.conversations)
  const mergedInto = useStore((state) => state.mergedInto)
  const [loaded, setLoaded] = useState(false)
  useEffect(() => {
    const pages = (['open', 'resolved'] as const).map((status) => call('conversation.list', { view: 'all', status, customerId, limit: 20 }))
    // Without the server, those at hand are shown.
    void Promise.all(pages).then(
      (answers) => {
        learn((draft) => answers.flatMap((page) => page.data).forEach((one) => keep(draft, 'conversations', one)))
        setLoaded(true)
      },
      () => setLoaded(true),
    )
  }, [customerId])
  const found = useMemo(() => {
    const own = Object.values(all).filter((one) => (mergedInto[one.customer.id] ?? one.customer.id) === customerId)
    return own.sort((a, b) => Date.parse(b.updatedAt) - Date.parse(a.updatedAt))
  }, [all, mergedInto, customerId])
  return { found, loaded }
}
