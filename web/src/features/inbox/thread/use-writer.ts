import type { Message } from '../../../../../contract/messages.ts'
import { nameOf } from '../../../i18n/index.ts'
import { useStore } from '../../../sync/store.ts'

/**
 * Who wrote, and by which id their colour is known: whoever turned out to be one person has one. They may have told their name only later:
 * the customer whose thread or page it is goes by it, others by the one they had.
 */
export function useWriter({ author }: Message, customer: { id: string; name: string }): { face: string; name: string } {
  const root = useStore((state) => (author.id === null ? null : (state.mergedInto[author.id] ?? author.id)))
  if (author.type !== 'customer') return { face: author.id ?? author.name, name: nameOf(author.name) }
  return { face: root ?? customer.id, name: nameOf(root === customer.id ? customer.name : author.name) }
}
