import type { Surface } from '../../contract/channels.ts'
import type { Quota, Window } from '../adapter.ts'

const hourMs = 3_600_000
const open: Quota = { allowed: true, remaining: null, until: null, reason: null, fallback: null }
const shut: Quota = { ...open, allowed: false }

/** When a window of so many hours since the customer's last act ends (ISO 8601); null: it is not open. */
function openUntil({ openedAt, closed }: Window, hours: number, now: Date): string | null {
  const end = openedAt === null || closed ? 0 : Date.parse(openedAt) + hours * hourMs
  return end > now.getTime() ? new Date(end).toISOString() : null
}

/** WhatsApp: free text for 24 hours, templates always (WhatsApp Business Platform, "Customer service windows"). */
export function templateQuota(window: Window, _surface: Surface, now: Date): Quota {
  const until = openUntil(window, 24, now)
  if (until) return { ...open, until }
  const reason = 'WhatsApp takes free text only within 24 hours of the customer’s last message: send a template.'
  return { ...shut, reason, fallback: 'template' }
}

/** Messenger and Instagram: 24 hours, then a person may answer until 7 days are over (Messenger Platform, "Human agent"); comments always. */
export function tagQuota(window: Window, surface: Surface, now: Date): Quota {
  if (surface !== 'message') return open
  const until = openUntil(window, 24, now)
  if (until) return { ...open, until }
  const late = openUntil(window, 7 * 24, now)
  if (!late) return { ...shut, reason: 'Meta takes answers for 7 days after the customer’s last message. Wait until they write again.' }
  const reason = 'More than 24 hours have passed: this goes out marked as a person’s late answer, which must not advertise.'
  return { ...open, until: late, reason, fallback: 'tag' }
}
