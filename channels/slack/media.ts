import type { Readable } from 'node:stream'
import { MediaError, type Account, type Handle, type MediaRef, type ProfileHints } from '../adapter.ts'
import { fetchMedia } from '../provider/ask.ts'
import { oneLine } from '../provider/reading.ts'
import { call } from './client.ts'
import type { SlackConfig } from './config.ts'

/** A file of a message; one from a shared channel names no address until it is asked for. Our token goes to Slack's hosts only. */
export async function openMedia(
  account: Account<SlackConfig>,
  { id = '', url }: MediaRef,
  maxBytes: number,
): Promise<{ stream: Readable }> {
  const address = url ?? (await addressOf(account, id))
  const theirs = /^https:\/\/([\w-]+\.)*slack\.com\//.test(address) || address.startsWith(`${account.config.apiUrl}/`)
  return { stream: await fetchMedia(account, address, maxBytes, theirs ? { authorization: `Bearer ${account.config.botToken}` } : {}) }
}

async function addressOf(account: Account<SlackConfig>, id: string): Promise<string> {
  const { ok, data, error } = await call(account, 'files.info', { file: id })
  const address = (data['file'] as { url_private_download?: unknown } | undefined)?.url_private_download
  if (ok && typeof address === 'string') return address
  throw new MediaError(`Slack does not give this file: ${error || 'it is kept elsewhere'}.`)
}

type Person = { real_name?: string; team_id?: string; is_email_confirmed?: boolean; profile?: Record<string, string> }

/** Name, mail address and phone. A mail address counts as proved only where Slack confirmed it, of people of the app's own workspace. */
export async function profile(account: Account<SlackConfig>, { value }: Pick<Handle, 'value'>): Promise<ProfileHints | null> {
  const [team, user = ''] = value.split('/')
  const { ok, data } = await call(account, 'users.info', { user })
  if (!ok) return null
  const { real_name, team_id, is_email_confirmed = false, profile: told = {} } = data['user'] as Person
  const [name, verified] = [oneLine(told['display_name'] || real_name), is_email_confirmed && team_id === team]
  const handles: Handle[] = told['email'] ? [{ kind: 'email', value: told['email'], verified }] : []
  if (told['phone']) handles.push({ kind: 'phone', value: told['phone'], verified: false })
  return { ...(name ? { name } : {}), handles }
}
