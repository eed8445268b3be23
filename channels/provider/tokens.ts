import { sha256 } from '../../server/crypto.ts'
import { log } from '../../server/log.ts'
import type { Account } from '../adapter.ts'

/** What a provider granted, and how many ms it is to be used. */
export type Token = { token: string; freshMs: number }

/** Tokens of the whole installation, one for each channel. What it throws costs nothing but a call more. */
export type TokenStore = {
  /** The token that was granted for exactly this. */
  load: (channelId: string, madeWith: string) => Promise<Token | null>
  save: (channelId: string, madeWith: string, token: Token) => Promise<void>
  /** Runs `work` while no other process runs any for this channel. */
  inTurn: <T>(channelId: string, work: () => Promise<T>) => Promise<T>
}

let store: TokenStore | undefined

/** Has tokens shared between processes. Called once; without it, each process has its own. */
export function shareTokens(shared: TokenStore): void {
  store = shared
}

type Kept = { until: number; token: string }
const kept = new Map<string, Kept>()
const asking = new Map<string, Promise<unknown>>()
const mostKept = 1_000

/** What an account's provider answers to one who asks for a token: the token and how many seconds it lasts, or why there is none. */
export type Grant<Refusal> = { token: string; seconds: number } | { refusal: Refusal }

/**
 * An account's access token, or the refusal of one, which is not kept. However many want it, in however many processes, it is asked for by one
 * of them. `madeWith` is all it depends on, secrets included. `refused` is a token the provider does not take any more: it is replaced, unless
 * somebody has done so already. Throws what `ask` does.
 */
export function tokenFor<Refusal>(
  { channelId }: Account,
  madeWith: object,
  ask: () => Promise<Grant<Refusal>>,
  refused?: string,
): Promise<Grant<Refusal>> {
  const key = sha256(JSON.stringify([channelId, madeWith]))
  const known = kept.get(key)
  if (known && known.until > performance.now() && known.token !== refused)
    return Promise.resolve({ token: known.token, seconds: (known.until - performance.now()) / 1000 })
  const underWay = asking.get(key) as Promise<Grant<Refusal>> | undefined
  if (underWay) return underWay
  const asked = obtain(channelId, key, ask, refused).finally(() => asking.delete(key))
  asking.set(key, asked)
  return asked
}

/** Nothing is shared for a channel that is only being tried. */
async function obtain<Refusal>(
  channelId: string,
  key: string,
  ask: () => Promise<Grant<Refusal>>,
  refused: string | undefined,
): Promise<Grant<Refusal>> {
  const shared = channelId === '' ? undefined : store
  if (!shared) return keep(key, await ask())
  const answer: { of?: Promise<Grant<Refusal>> } = {}
  const askOnce = () => (answer.of ??= ask())
  try {
    return await shared.inTurn(channelId, async () => {
      const there = await shared.load(channelId, key)
      if (there && there.token !== refused) return keep<Refusal>(key, { token: there.token, seconds: there.freshMs / 1000 }, there.freshMs)
      const granted = keep(key, await askOnce())
      if ('token' in granted) await shared.save(channelId, key, { token: granted.token, freshMs: freshMs(granted.seconds) })
      return granted
    })
  } catch (error) {
    if (answer.of) return keep(key, await answer.of)
    log.warn({ channel: channelId, err: error }, 'a token could not be shared between processes')
    return keep(key, await askOnce())
  }
}

function keep<Refusal>(key: string, granted: Grant<Refusal>, ms = 'token' in granted ? freshMs(granted.seconds) : 0): Grant<Refusal> {
  if (!('token' in granted)) return granted
  if (kept.size >= mostKept) kept.clear()
  kept.set(key, { token: granted.token, until: performance.now() + ms })
  return granted
}

/** Five minutes before its end a new one is asked for; a short one is used for half of its life. */
const freshMs = (seconds: number) => Math.max(seconds - 300, seconds / 2) * 1000
