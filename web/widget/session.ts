import type { WidgetSession } from '../../contract/widget.ts'
import type { Keep } from './keep.ts'
import type { Settings } from './settings.ts'

/** The server understood and said no; trying again will not help. `message` is for the shop's developer. */
export class Refused extends Error {}

/** Opens, or goes on with, this browser's chat. Throws `Refused` for good, anything else for now. */
export async function openSession({ base, channelId, page }: Settings, keep: Keep): Promise<WidgetSession> {
  const token = keep.read<string>('token')
  const identity = page.identity ?? null
  const session = await ask(base, {
    channelId,
    ...(token && { token }),
    ...(identity && { identity }),
    ...(page.claim && { claim: page.claim }),
  })
  keep.write('token', session.token)
  const before = keep.read<string>('visitor')
  const now = owner(session, identity?.id)
  if (before !== now) keep.write('visitor', now)
  // Whoever signs in goes on with what they wrote before they did.
  if (before !== now && before !== session.visitorId) {
    keep.write('outbox', [])
    keep.write('started', false)
  }
  return session
}

// What somebody else wrote on this computer and could not send is not this person's to send.
const owner = (session: WidgetSession, account: string | undefined) => account ?? session.visitorId

async function ask(base: string, input: object): Promise<WidgetSession> {
  const response = await fetch(`${base}/widget/session`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(input),
    credentials: 'omit',
  })
  if (response.ok) return (await response.json()) as WidgetSession
  const reason = `the chat could not be opened (${response.status}): ${await reasonOf(response)}`
  throw [400, 403, 404].includes(response.status) ? new Refused(reason) : new Error(reason)
}

async function reasonOf(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { error?: { message?: string } } | null
  return body?.error?.message ?? response.statusText
}
