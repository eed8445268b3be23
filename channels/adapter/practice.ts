import type { ChannelKindInfo } from '../../contract/channels.ts'
import type { Account } from './account.ts'
import type { RawRequest, Verified } from './requests.ts'

/** A provider in small, for the demo and the tests: behaves as its documentation says, answers included. */
export type Demo<Config = unknown> = Simulator<Config> & {
  name: string
  /** Settings whose `apiUrl` is the stand-in at `peerUrl`. */
  config: (peerUrl: string) => Config
  /**
   * The provider's own side: answers our calls below `peerUrl`. `deliver` sends a webhook to the channel (receipts of what it took).
   */
  peer: (account: Account<Config>, deliver: (request: Omit<RawRequest, 'url'> | Verified) => void) => Peer
}

/** Has somebody write to us while DEMO is on. */
export type Simulator<Config = unknown> = {
  simulates: ChannelKindInfo['simulates']
  /** The request the provider would send for it, signed with the account's secrets; or, where it sends none, what its listener would store. */
  simulate: (account: Account<Config>, simulated: Simulated) => Omit<RawRequest, 'url'> | Verified
}

/** What somebody simulates in the demo. `from` is a name; the same name is the same person. `id` is unique. */
export type Simulated = { type: ChannelKindInfo['simulates'][number]; from: string; text: string; id: string; now: Date }

/** Answers one call of ours; `path` is what follows the peer's address, query excluded. */
export type Peer = (call: {
  method: string
  path: string
  headers: Record<string, string | undefined>
  query: Record<string, string | undefined>
  body: Buffer
}) => Promise<{ status: number; headers?: Record<string, string>; body: Buffer | string }>
