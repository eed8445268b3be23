import { CornerDownRight } from 'lucide-react'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { previewOf } from '../i18n/unsupported.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { nameOf } from '../i18n/index.ts'
import type { Conversation } from '../../../contract/conversations.ts'
import type { Customer } from '../../../contract/customers.ts'
import { call } from '../api.ts'
import { useStore } from '../sync/store.ts'
import { KindMark } from '../features/channels/kind-mark.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Icon } from '../ui/icon.tsx'
import { currentActions } from './actions.ts'

export type Entry = { id: string; label: string; hint?: string; keys?: string; icon: ReactNode; run: () => void }
export type Group = { title: string; entries: Entry[] }

/** What the palette offers for what was typed: matching actions, conversations at hand, customers from the server. */
export function usePaletteEntries(q: string): Group[] {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const conversations = useStore((state) => state.conversations)
  const customers = useCustomers(q)
  return useMemo(() => {
    const found = Object.values(conversations).filter((one) => matches(q, [one.customer.name, one.subject, previewOf(one)]))
    const groups = [
      { title: t('palette.actions'), entries: actionEntries(q) },
      {
        title: t('palette.conversations'),
        entries: newestFirst(found)
          .slice(0, q ? 8 : 4)
          .map((one) => conversationEntry(one, navigate)),
      },
      { title: t('palette.customers'), entries: customers.map((one) => customerEntry(one, navigate)) },
    ]
    return (q ? [...groups.slice(1), ...groups.slice(0, 1)] : groups).filter((group) => group.entries.length > 0)
  }, [q, conversations, customers, t, navigate])
}

function actionEntries(q: string): Entry[] {
  return currentActions()
    .filter((action) => !action.hidden && matches(q, [action.label]))
    .map(({ id, label, keys, run }) => ({
      id,
      label,
      run,
      icon: <Icon of={CornerDownRight} className="mx-1 text-ink-3" />,
      ...(keys ? { keys } : {}),
    }))
}

function conversationEntry(conversation: Conversation, navigate: (to: string) => void): Entry {
  const { id, customer, channelKind, subject } = conversation
  return {
    id,
    label: nameOf(customer.name),
    hint: subject ?? previewOf(conversation),
    icon: <KindMark kind={channelKind} size={18} className="mx-1" />,
    run: () => navigate(`/inbox/${id}`),
  }
}

function customerEntry({ id, name, identities }: Customer, navigate: (to: string) => void): Entry {
  const address = identities.find((identity) => identity.kind === 'email')?.value
  return { id, label: name, hint: address ?? '', icon: <Avatar id={id} name={name} size={26} />, run: () => navigate(`/customers/${id}`) }
}

/** Customers whose name or address begins with `q`; asked for once typing pauses. */
function useCustomers(q: string): Customer[] {
  const [found, setFound] = useState<{ q: string; data: Customer[] }>({ q: '', data: [] })
  useEffect(() => {
    if (q.trim() === '') return
    // Without the server the palette still has its actions and what is at hand.
    const search = () =>
      call('customer.list', { q: q.trim(), limit: 6 }).then(
        ({ data }) => setFound({ q, data }),
        () => undefined,
      )
    const timer = setTimeout(() => void search(), 150)
    return () => clearTimeout(timer)
  }, [q])
  return q.trim() === '' ? none : found.data
}

const none: Customer[] = []

function matches(q: string, texts: (string | null | undefined)[]): boolean {
  const wanted = q.trim().toLocaleLowerCase()
  return texts.some((text) => text?.toLocaleLowerCase().includes(wanted))
}

const newestFirst = (conversations: Conversation[]) =>
  conversations.sort((a, b) => Date.parse(b.lastMessage?.at ?? b.createdAt) - Date.parse(a.lastMessage?.at ?? a.createdAt))
