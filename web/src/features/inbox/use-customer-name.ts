import { nameOf } from '../../i18n/index.ts'
import type { Conversation } from '../../../../contract/conversations.ts'
import { customerOf, useStore } from '../../sync/store.ts'

/** The customer's newest name: the profile's where we have it, else the one the conversation came with. */
export function useCustomerName(conversation: Conversation | undefined): string {
  const name = useStore((state) => (conversation ? (customerOf(state, conversation.customer.id)?.name ?? conversation.customer.name) : ''))
  return nameOf(name)
}
