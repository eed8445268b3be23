import type { Readable } from 'node:stream'
import { MediaError, type Account, type Handle, type MediaRef, type ProfileHints } from '../adapter.ts'
import { openWithCredentials } from '../provider/media.ts'
import { oneLine } from '../provider/reading.ts'
import { call } from './client.ts'
import type { SlackConfig } from './config.ts'

/** A file of a message; one from a shared channel names no address until it is asked for. */
export async function openMedia(account: Account<SlackConfig>, ref: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  const url = ref['url'] ?? (await addressOf(account, ref['id'] ?? ''))
  const headers = { authorization: `Bearer ${account.config.botToken}` }
  return openWithCredentials(account, { url, domain: 'slack.com', headers }, maxBytes)
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
