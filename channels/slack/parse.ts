import { ParseError, type InboundItem, type RemoteFile } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { isoTime, oneLine, plainMessage, vouchedFor } from '../provider/reading.ts'
import { emojiOf } from '../provider/emoji.ts'
import { envelope, type Event } from './payload.ts'
import { warnings } from './words.ts'
import { blockType, spokenText } from '../provider/slack-markup.ts'

/** One event of the Events API, by whichever way it came. Slash commands and buttons are kept as unknown. */
export async function parseSlack(body: Buffer): Promise<InboundItem[]> {
  if (/^(payload|token)=/.test(body.toString('latin1', 0, 10))) return [{ type: 'unknown', name: 'command-or-button' }]
  const { data } = envelope.safeParse(readExactJson(body))
  if (!data?.type && !data?.['command']) throw new ParseError('This is no event of Slack’s: it has no type.')
  const { event, type } = data
  const kind =
    oneLine(event?.type === 'message' && event.subtype ? `message.${event.subtype}` : (event?.type ?? type)) || 'command-or-button'
  if (Object.hasOwn(warnings, kind)) return [warnings[kind]!]
  const item = event && itemOf(kind, event, oneLine(data.context_team_id ?? data.team_id))
  return [item ?? { type: 'unknown', name: kind }]
}

/** Null for what is not read here, or lacks what such an event has. */
function itemOf(kind: string, event: Event, team: string): InboundItem | null {
  if (written.test(kind)) return spoken(event, team)
  if (kind === 'message.message_changed') return changed(event)
  if (kind === 'message.message_deleted') return event.previous_message?.bot_id ? byApp : recalled(event, event.deleted_ts)
  if (kind === 'reaction_added') return reaction(event, team, emojiOf(event.reaction ?? ''))
  if (kind === 'reaction_removed') return reaction(event, team, null)
  if (trifles.test(kind)) return { type: 'ignored', reason: `nothing to take in: ${kind}` }
  return kind.startsWith('message.') ? spoken(event, team, event.subtype) : null
}

const written = /^(app_mention|message(\.(file_share|me_message|thread_broadcast|bot_message))?)$/
const trifles = /^message\.((channel|group)_|pinned|message_replied|reminder)|^member_|^app_home|^file_|^im_/
const byApp: InboundItem = { type: 'ignored', reason: 'written by an app' }

/** A direct channel is one thread; elsewhere each thread of Slack's is one of ours. What apps write, ours among them, is nobody's message. */
function spoken(event: Event, team: string, unknown?: string): InboundItem | null {
  const { channel, ts, thread_ts = ts, user, bot_id, blocks } = event
  if (bot_id) return byApp
  if (!user || !channel || !ts) return null
  const thread = { key: channel.startsWith('D') ? channel : `${channel}:${thread_ts}`, refs: [] }
  const [text, files] = [spokenText(event), filesOf(event.files)]
  const unsupported = unknown ?? (text || files.length > 0 ? undefined : blockType(blocks))
  const from = person(team, user)
  return plainMessage({ externalId: `${channel}:${ts}`, thread, from, text, files, unsupported, sentAt: timeOf(ts) })
}

/** A person's id holds within a workspace of Slack's. */
const person = (team: string, user: string) => vouchedFor('slack', `${team}/${oneLine(user)}`)

function filesOf(files: Event['files']): RemoteFile[] {
  const kept = files.filter((file) => file !== null)
  return kept.map(({ id, url_private_download: url, name, mimetype: type = '', size = null }) => {
    return { ref: { id, ...(url ? { url } : {}) }, name: oneLine(name) || 'file', type, size }
  })
}

/** A preview of a link changes a message too, and a deleted message that was answered stays as a tombstone. */
function changed(event: Event): InboundItem | null {
  const { channel, ts, message, previous_message: before } = event
  if (!channel || !message?.ts) return null
  if (message.subtype === 'tombstone') return recalled(event, message.ts)
  if (before && message.text === before.text) return { type: 'ignored', reason: 'only its preview changed' }
  return message.bot_id ? byApp : { type: 'edit', externalId: `${channel}:${message.ts}`, text: spokenText(message), at: timeOf(ts) }
}

function recalled({ channel, ts }: Event, which: string | undefined): InboundItem | null {
  return channel && which ? { type: 'recall', externalId: `${channel}:${which}`, at: timeOf(ts) } : null
}

function reaction({ user, item, event_ts }: Event, team: string, emoji: string | null): InboundItem | null {
  if (!user || !item?.channel || !item.ts) return null
  return { type: 'reaction', externalId: `${item.channel}:${item.ts}`, from: person(team, user), emoji, at: timeOf(event_ts) }
}

/** Slack's `seconds.number`, which is also a message's id within its channel. */
const timeOf = (ts = '') => isoTime(Math.floor(Number(ts) * 1000))
