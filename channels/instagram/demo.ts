import type { Demo, Simulated } from '../adapter.ts'
import { pagePeer, practiceId, practiceMessage, signedEntry } from '../meta/peer.ts'
import type { InstagramConfig } from './config.ts'

/** What the practice account is set up with: its peer takes these and no others. */
export const practice = {
  accountId: '17841405309211844',
  accessToken: 'EAAG-practice-token-of-an-account',
  appSecret: 'practice-app-secret-of-an-account',
  verifyToken: 'practice-verify-token',
}

/** A shop's Instagram account in small. */
export const demo: Demo<InstagramConfig> = {
  name: 'Practice Instagram 练习账号',
  config: (peerUrl) => ({ ...practice, apiUrl: peerUrl }),
  simulates: ['text', 'image', 'voice', 'comment'],
  simulate: ({ config: { appSecret, accountId } }, simulated) => signedEntry('instagram', appSecret, entryOf(accountId, simulated)),
  peer: ({ config: { accountId } }, deliver) =>
    pagePeer({
      ...{ secrets: practice, accountId: practice.accountId, longest: 1_000 },
      tell: (event) => deliver(signedEntry('instagram', practice.appSecret, { id: accountId, time: Date.now(), messaging: [event] })),
    }),
}

function entryOf(accountId: string, simulated: Simulated): object {
  const { type, from, text, id, now } = simulated
  const entry = { id: accountId, time: now.getTime() }
  if (type !== 'comment') return { ...entry, messaging: [practiceMessage(accountId, simulated)] }
  const digits = BigInt(`0x${Buffer.from(id).toString('hex').slice(-24)}`).toString()
  const value = { id: `17${digits}`.slice(0, 38), text, from: { id: practiceId(from), username: from }, media: { id: '17918195224117851' } }
  return { ...entry, changes: [{ field: 'comments', value }] }
}
