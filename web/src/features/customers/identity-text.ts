import { AtSign, type LucideIcon, Mail, MessageSquare, Phone } from 'lucide-react'
import type { Customer, Identity, IdentityKind } from '../../../../contract/customers.ts'
import { t } from '../../i18n/index.ts'

const icons: Partial<Record<IdentityKind, LucideIcon>> = { email: Mail, phone: Phone, visitor: MessageSquare }

export const identityIcon = ({ kind }: Identity): LucideIcon => icons[kind] ?? AtSign

/** An address as it is; a number in groups; another id behind where it is one, without the channel it belongs to, and short. */
export function identityText({ kind, value }: Identity): string {
  if (kind === 'email') return value
  if (kind === 'phone') return phoneText(value)
  const own = value.slice(value.indexOf('/') + 1)
  return kind === 'visitor' ? t('profile.visitor', { value: own.slice(-4) }) : `${t(`conditions.choice.${kind}`)} ${shortId(own)}`
}

/** An id nobody reads: its end tells it from others. */
const shortId = (id: string) => (id.length <= 12 ? id : `…${id.slice(-6)}`)

/** `+8613812345678` as people here read it, `138 1234 5678`; numbers of elsewhere as they are. */
function phoneText(value: string): string {
  const own = /^\+86(1\d{2})([\d*]{4})(\d{4})$/.exec(value)
  return own ? own.slice(1).join(' ') : value
}

const order: readonly IdentityKind[] = ['phone', 'email']

/** The identity a list shows: a number or an address before an id of a channel. */
export function mainIdentity({ identities }: Customer): Identity | undefined {
  return order.flatMap((kind) => identities.find((identity) => identity.kind === kind) ?? [])[0] ?? identities[0]
}
