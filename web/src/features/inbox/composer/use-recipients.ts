import type { Recipients } from '../../../../../contract/conversations.ts'
import type { ChosenRecipients } from '../../../../../contract/mailbox.ts'
import { useStore } from '../../../sync/store.ts'
import { canReach, nobody, proposed, type Reach } from './recipients.ts'
import type { Draft } from './use-draft.ts'

/** Whom a draft goes to, what of it is said to the server, and how it is changed. Null where nobody is to be chosen. */
export function useRecipients(found: Recipients | null, draft: Draft, change: (part: (draft: Draft) => Partial<Draft>) => void) {
  // Who sees addresses in part only cannot send to those parts: the server then finds the recipients itself.
  const canChoose = useStore((state) => !state.grants?.masked.includes('email'))
  if (!found) return null
  const { forward } = draft
  const reach = draft.reach ?? 'all'
  const chosen = draft.recipients ?? (forward ? nobody : proposed(found, reach))
  return {
    found,
    chosen,
    reach,
    canChoose,
    forwarded: forward?.subject ?? null,
    isReady: canChoose ? canReach(chosen, found.own) : !forward,
    said: canChoose ? { recipients: chosen } : reach === 'sender' ? ({ copies: 'sender' } as const) : {},
    onChange: (recipients: ChosenRecipients) => change(() => ({ recipients })),
    onReach: (next: Reach) => change(() => ({ reach: next, recipients: null })),
    onCancelForward: () =>
      change((now) => ({
        forward: null,
        recipients: null,
        attachments: now.attachments.filter(({ id }) => !now.forward?.files.includes(id)),
      })),
  }
}
