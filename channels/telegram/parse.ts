import * as z from 'zod'
import type { Place } from '../../contract/messages.ts'
import { ParseError, type Handle, type InboundItem, type RemoteFile } from '../adapter.ts'
import { isoTime, oneLine, plainMessage, readJson, vouchedFor } from '../provider/reading.ts'
import { membership, message, press, reactions, update, type TelegramFile, type TelegramMessage, type TelegramUser } from './payload.ts'

/** One update to its item. Only private chats are answered: groups and channels are told and left alone. */
export async function parseTelegram(body: Buffer): Promise<InboundItem[]> {
  const read = update.safeParse(readJson(body))
  if (!read.success) throw new ParseError('This is no update from Telegram: it has no update_id.')
  return [toItem(read.data)]
}

const readers = {
  message: (value: unknown) => message.transform(toMessage).safeParse(value),
  edited_message: (value: unknown) => message.transform(toEdit).safeParse(value),
  my_chat_member: (value: unknown) => membership.transform(toFollow).safeParse(value),
  message_reaction: (value: unknown) => reactions.transform(toReaction).safeParse(value),
  callback_query: (value: unknown) => press.transform(toPress).safeParse(value),
}
/** The kinds of update we understand, as Telegram is asked for them. */
export const updateKinds = Object.keys(readers) as (keyof typeof readers)[]

/** What does not look as documented is kept as unknown. */
function toItem(update: Record<string, unknown>): InboundItem {
  const kind = updateKinds.find((kind) => kind in update)
  const name = kind ?? Object.keys(update).find((key) => key !== 'update_id') ?? 'update'
  if (elsewhere.safeParse(update[name]).success)
    return { type: 'ignored', reason: 'A message in a Telegram group or channel. Only private chats are answered.' }
  return (kind && readers[kind](update[kind]).data) ?? { type: 'unknown', name }
}

const outside = z.object({ chat: z.object({ type: z.enum(['group', 'supergroup', 'channel']) }) })
const elsewhere = z.union([outside, z.object({ message: outside })])

/** A message’s id is unique within its chat only. */
export const externalIdOf = (chatId: number, messageId: number): string => `${chatId}/${messageId}`

const threadOf = (chatId: number) => ({ key: String(chatId), refs: [] })
const seconds = (time: number) => isoTime(time * 1000)

function toHandle({ id, first_name, last_name, username }: TelegramUser): Handle {
  return vouchedFor('telegram', String(id), oneLine([first_name, last_name].filter(Boolean).join(' ')) || username)
}

function toMessage(message: TelegramMessage): InboundItem {
  const { chat, from, date, quote, reply_to_message: answered } = message
  const [thread, sentAt] = [threadOf(chat.id), seconds(date)]
  const start = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(message.text ?? '')
  // Opening a bot is pressing its start button, which writes this; a link to the bot may add where it was.
  if (start && from) return { type: 'follow', thread, from: toHandle(from), by: start[1] ?? null, at: sentAt }
  const said = { text: textOf(message), files: filesOf(message), ...placeOf(message) }
  if (!said.text && !said.files.length && !said.place) return { type: 'unknown', name: `message.${Object.keys(message).at(-1)}` }
  const common = { externalId: externalIdOf(chat.id, message.message_id), thread, sentAt, ...said }
  if (!from || from.is_bot) return { type: 'echo', ...common, to: toHandle({ id: chat.id }), author: null }
  return plainMessage({ ...common, from: toHandle(from), quoted: quote?.text ?? answered?.text ?? answered?.caption ?? null })
}

function toEdit(message: TelegramMessage): InboundItem {
  const { chat, message_id, edit_date, date, location } = message
  if (location) return { type: 'ignored', reason: 'A live location moved on.' }
  return { type: 'edit', externalId: externalIdOf(chat.id, message_id), text: textOf(message), at: seconds(edit_date ?? date) }
}

function toFollow({ chat, from, date, new_chat_member: { status } }: z.infer<typeof membership>): InboundItem {
  if (status !== 'kicked' && status !== 'member') return { type: 'unknown', name: `my_chat_member.${status}` }
  return { type: status === 'kicked' ? 'unfollow' : 'follow', thread: threadOf(chat.id), from: toHandle(from), by: null, at: seconds(date) }
}

function toReaction({ chat, message_id, user, date, new_reaction }: z.infer<typeof reactions>): InboundItem {
  const emoji = new_reaction.map((one) => one.emoji ?? (one.type === 'paid' ? '⭐' : '[emoji]')).join('') || null
  return { type: 'reaction', externalId: externalIdOf(chat.id, message_id), from: toHandle(user), emoji, at: seconds(date) }
}

/** A press on a button below a message: said is what stands on it. Telegram tells when the message was written, not when it was pressed. */
function toPress({ id, from, data, message: { chat, date, reply_markup } }: z.infer<typeof press>): InboundItem {
  const pressed = reply_markup?.inline_keyboard.flat().find((button) => button.callback_data === data)
  const text = pressed?.text ?? data
  return plainMessage({ externalId: `callback/${id}`, thread: threadOf(chat.id), from: toHandle(from), text, sentAt: seconds(date) })
}

/** What a message says in words: its text or caption, else what it holds as a line one can read. */
function textOf({ text, caption, sticker, contact, poll }: TelegramMessage): string {
  if (text !== undefined || caption !== undefined) return text ?? caption ?? ''
  if (sticker) return sticker.emoji ?? '[sticker]'
  if (contact) return `👤 ${[contact.first_name, contact.last_name].filter(Boolean).join(' ')} ${contact.phone_number}`
  return poll ? [`📊 ${poll.question}`, ...poll.options.map((option) => `– ${option.text}`)].join('\n') : ''
}

/** The largest of a photo’s sizes; an animation once, though told as a document too; no moving stickers, which no browser shows. */
function filesOf({ photo, voice, audio, video, video_note, animation, document, sticker }: TelegramMessage): RemoteFile[] {
  return [
    remote(photo?.at(-1), 'photo.jpg', 'image/jpeg'),
    remote(voice, 'voice.ogg', 'audio/ogg'),
    remote(audio, 'audio.mp3', 'audio/mpeg'),
    remote(video ?? video_note ?? animation, 'video.mp4', 'video/mp4'),
    animation ? [] : remote(document, 'file', 'application/octet-stream'),
    sticker?.is_animated || sticker?.is_video ? [] : remote(sticker, 'sticker.webp', 'image/webp'),
  ].flat()
}

function remote(file: TelegramFile | undefined, name: string, type: string): RemoteFile[] {
  if (!file) return []
  const { file_id: fileId, file_name, mime_type, file_size } = file
  return [{ ref: { fileId }, name: oneLine(file_name) || name, type: mime_type ?? type, size: file_size ?? null }]
}

/** The place a message shows, if it does. */
function placeOf({ venue, location }: TelegramMessage): { place?: Place } {
  if (venue) return { place: { ...venue.location, name: venue.title, address: venue.address } }
  return location ? { place: { ...location, name: '', address: '' } } : {}
}
