import { env } from '../../server/env.ts'
import { log } from '../../server/log.ts'
import type { Account, Demo, Peer } from '../adapter.ts'

/** The address of the stand-in of a channel's own provider, as `apiUrl`: for trying Parley without an account there. */
export const practiceUrl = 'demo:'

/** Whether an address leads to a stand-in. They only answer while DEMO is on. */
export const isPractice = (url: string): boolean => url.startsWith(practiceUrl)

/** Whether a channel’s settings name its stand-in instead of the provider. */
export function usesPractice({ config }: Account): boolean {
  return Object.values(config as object).some((value) => typeof value === 'string' && isPractice(value))
}

type Deliver = (account: Account, request: Parameters<Parameters<Demo['peer']>[1]>[0]) => Promise<void>
type Known = { demoOf: (account: Account) => Demo | undefined; deliver: Deliver }
type Call = { method: string; url: string; headers: Record<string, string>; body: Buffer }

let known: Known | undefined
const peers = new Map<string, Peer>()

/** Tells where stand-ins come from and how their webhooks reach us. Called once; it keeps `provider.ts` from importing the adapters that import it. */
export function openPeers(how: Known): void {
  known = how
}

/** One call to the stand-in of this channel; a peer remembers what it was told as long as the process lives. */
export async function askPeer(
  account: Account,
  { url, ...call }: Call,
): Promise<{ status: number; headers: Record<string, string>; body: Buffer }> {
  const peer = env().DEMO ? peerOf(account) : undefined
  if (!peer) return { status: 503, headers: {}, body: Buffer.from('{"error":"The practice provider only answers while DEMO is on."}') }
  const [path = '', query = ''] = url.slice(practiceUrl.length).split('?')
  const headers = Object.fromEntries(Object.entries(call.headers).map(([name, value]) => [name.toLowerCase(), value]))
  const answer = await peer({
    ...call,
    headers,
    path: `/${path.replace(/^\/+/, '')}`,
    query: Object.fromEntries(new URLSearchParams(query)),
  })
  return { status: answer.status, headers: answer.headers ?? {}, body: Buffer.from(answer.body) }
}

function peerOf(account: Account): Peer | undefined {
  const there = peers.get(account.channelId)
  if (there) return there
  const made = known?.demoOf(account)?.peer(account, (request) => {
    known
      ?.deliver(account, request)
      .catch((error: unknown) => log.warn({ channel: account.channelId, err: error }, 'a practice provider’s webhook failed'))
  })
  if (made && account.channelId) peers.set(account.channelId, made)
  return made
}
