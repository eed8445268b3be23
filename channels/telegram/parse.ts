import * as z from 'zod'
import { ParseError, type Handle, type InboundItem, type RemoteFile } from '../adapter.ts'
import { isoTime, oneLine, plainMessage, readJson, vouchedFor } from '../provider/reading.ts'
import { cardText, forwardedFrom, lines, listText, personName, rowsOf, vcardLines, withLinks } from '../provider/words.ts'
import { membership, message, press, reactions, told, update, type TelegramFile, type TelegramMessage } from './payload.ts'

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

/** What is done with the chat, and says nothing; and what only its name tells of. */
const aside = /^(pinned_message|message_auto_delete_\w+|write_access_allowed|connected_website|chat_background_set)$/
const alone = /^(story|giveaway\w*|paid_media|passport_data|video_chat_\w+|gift|unique_gift)$/
const outside = z.object({ chat: z.object({ type: z.enum(['group', 'supergroup', 'channel']) }) })
const elsewhere = z.union([outside, z.object({ message: outside })])

/** A message’s id is unique within its chat only. */
export const externalIdOf = (chatId: number, messageId: number): string => `${chatId}/${messageId}`

const threadOf = (chatId: number) => ({ key: String(chatId), refs: [] })
const seconds = (time: number) => isoTime(time * 1000)

const toHandle = (who: NonNullable<TelegramMessage['from']>): Handle => vouchedFor('telegram', String(who.id), personName(who))

function toMessage(message: TelegramMessage): InboundItem {
  const { chat, from, date, quote, reply_to_message: answered, venue, location: at = venue?.location } = message
  const [thread, sentAt] = [threadOf(chat.id), seconds(date)]
  const start = /^\/start(?:@\w+)?(?:\s+(\S+))?\s*$/.exec(message.text ?? '')
  // Opening a bot is pressing its start button, which writes this; a link to the bot may add where it was.
  if (start && from) return { type: 'follow', thread, from: toHandle(from), by: start[1] ?? null, at: sentAt }
  const place = at && { ...at, name: venue?.title ?? '', address: venue?.address ?? '' }
  const [text, files] = [textOf(message), filesOf(message)]
  const held = Object.keys(message).filter((key) => !(key in told))
  const name = held.find((key) => aside.test(key) || alone.test(key)) ?? held.at(-1) ?? 'message'
  if (aside.test(name)) return { type: 'ignored', reason: `Something about the chat itself: ${name}.` }
  const unsupported = text || files.length > 0 || place ? undefined : name
  const common = {
    externalId: externalIdOf(chat.id, message.message_id),
    thread,
    sentAt,
    text: forwarded(message) + text,
    files,
    ...(place && { place }),
  }
  if (!from || from.is_bot) return { type: 'echo', ...common, to: toHandle({ id: chat.id }), author: null }
  return plainMessage({ ...common, unsupported, from: toHandle(from), quoted: quote?.text ?? answered?.text ?? answered?.caption ?? null })
}

function toEdit(message: TelegramMessage): InboundItem {
  const { chat, message_id, edit_date: at = message.date } = message
  if (message.location) return { type: 'ignored', reason: 'A live location moved on.' }
  return { type: 'edit', externalId: externalIdOf(chat.id, message_id), text: textOf(message), at: seconds(at) }
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
  const text = reply_markup?.inline_keyboard.flat().find((button) => button.callback_data === data)?.text ?? data
  return plainMessage({ externalId: `callback/${id}`, thread: threadOf(chat.id), from: toHandle(from), text, sentAt: seconds(date) })
}

/** What a message says in words: its text or caption, else what it holds as lines one can read. */
function textOf({ text, caption, sticker, contact, poll, dice, checklist: list, ...rest }: TelegramMessage): string {
  if (text !== undefined || caption !== undefined) return withLinks(text ?? caption ?? '', rest.entities ?? rest.caption_entities)
  if (sticker) return sticker.emoji ?? '[sticker]'
  if (contact) return cardText({ mark: '👤', name: personName(contact), phones: [contact.phone_number], more: vcardLines(contact.vcard) })
  if (dice) return `${dice.emoji} ${dice.value}`
  if (list) return listText(`☑ ${list.title}`, list.tasks.map((task) => `${task.text}${task.completion_date ? ' ✓' : ''}`)) // prettier-ignore
  if (poll) return listText(`📊 ${poll.question}`, poll.options.map((option) => option.text)) // prettier-ignore
  const name = ['web_app_data', 'game', 'successful_payment', 'invoice', 'users_shared', 'chat_shared'].find((one) => rest[one])
  return name === undefined ? '' : lines(`[${name.replaceAll('_', ' ')}]`, rowsOf(rest[name]))
}

/** Whose words a message passes on, as a line before them. */
const forwarded = ({ forward_origin: origin }: TelegramMessage): string =>
  origin ? forwardedFrom(personName(origin.sender_user ?? origin.sender_chat ?? origin.chat) || origin.sender_user_name) : ''

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
  return [
    { ref: { fileId: file.file_id }, name: oneLine(file.file_name) || name, type: file.mime_type ?? type, size: file.file_size ?? null },
  ]
}
