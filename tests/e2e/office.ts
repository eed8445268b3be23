import type { Channel } from '../../contract/channels.ts'
import type { Session } from '../../contract/users.ts'
import type { Parley } from '../support/parley.ts'
import type { Who } from './agent.ts'

/** Asks Parley's API; throws with its words when it refuses. */
export type Ask = <T>(path: string, body?: object) => Promise<T>
/** A workspace of our own with its owner and a web chat. */
export type Office = { ask: Ask; owner: Who; chat: Channel }

const owner: Who = { email: 'mei@example.com', password: 'a long password' }

export async function openOffice(parley: Parley): Promise<Office> {
  const { token = '' } = await asker(parley, '')<Session>('/setup', { ...owner, name: 'Mei Chen', workspaceName: 'Tea House' })
  const ask = asker(parley, token)
  return { ask, owner, chat: await ask<Channel>('/channels', { kind: 'webchat', name: 'Shop chat', config: {} }) }
}

/** Signs in as the demo's owner. */
export async function askAsDemo(parley: Parley): Promise<Ask> {
  const { token = '' } = await asker(parley, '')<Session>('/session', demo)
  return asker(parley, token)
}

export const demo: Who = { email: 'demo@parley.local', password: 'parley-demo' }
/** Somebody else who works in the demo. */
export const colleague: Who = { email: 'maya@parley.local', password: 'parley-demo' }

/** An email channel taking mail at the built-in receiver. `smtp`: the port of the server that answers go to; none keeps them in the outbox. */
export function addMailbox(ask: Ask, address: string, smtp?: number): Promise<Channel> {
  const sending = smtp ? { delivery: 'smtp', smtp: { host: '127.0.0.1', port: smtp, secure: 'none' } } : { delivery: 'outbox' }
  return ask('/channels', { kind: 'email', name: 'Support', config: { address, displayName: 'Tea House', receiver: true, ...sending } })
}

export const asker =
  (parley: Parley, token: string): Ask =>
  async <T>(path: string, body?: object) => {
    const answer = await fetch(`${parley.url}/api/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { 'Content-Type': 'application/json', ...(token && { Authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
