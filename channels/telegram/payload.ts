import * as z from 'zod'
import { maybeEach } from '../provider/exact-json.ts'

const text = z.string().optional()
const user = z.object({ id: z.int(), is_bot: z.boolean().optional(), first_name: text, last_name: text, username: text })

const chat = z.object({ id: z.int(), type: z.string() })
const file = z.object({ file_id: z.string().min(1), file_size: z.number().optional(), file_name: text, mime_type: text })
export type TelegramFile = z.infer<typeof file>

const point = z.object({ latitude: z.number(), longitude: z.number() })
const files = { photo: z.array(file), voice: file, audio: file, video: file, video_note: file, animation: file, document: file }
const links = z.array(z.object({ offset: z.int(), length: z.int(), url: text }))
const named = z.looseObject({ title: text, first_name: text, last_name: text, username: text }).optional()
const content = maybeEach({
  ...{ ...files, text: z.string(), caption: z.string(), quote: z.object({ text: z.string() }) },
  reply_to_message: z.object({ text, caption: text }),
  sticker: file.extend({ emoji: text, is_animated: z.boolean().optional(), is_video: z.boolean().optional() }),
  ...{ location: point, venue: z.object({ location: point, title: z.string(), address: z.string() }) },
  contact: z.object({ phone_number: z.string(), first_name: z.string(), last_name: text, vcard: text }),
  ...{ entities: links, caption_entities: links, dice: z.object({ emoji: z.string(), value: z.int() }) },
  forward_origin: z.object({ sender_user: named, sender_user_name: text, sender_chat: named, chat: named, author_signature: text }),
  checklist: z.object({ title: z.string(), tasks: z.array(z.object({ text: z.string(), completion_date: z.number().optional() })) }),
  poll: z.object({ question: z.string(), options: z.array(z.object({ text: z.string() })) }),
})

/** A message, with the contents we understand; loose, so that others can be named, as are those that are not as documented. https://core.telegram.org/bots/api#message */
export const told = { message_id: z.int(), date: z.number(), edit_date: z.number().optional(), chat, from: user.optional() }
export const message = z.looseObject({ ...content, ...told })
export type TelegramMessage = z.infer<typeof message>

export const membership = z.object({ chat, from: user, date: z.number(), new_chat_member: z.object({ status: z.string() }) })

const emojis = z.array(z.object({ type: z.string(), emoji: text }))
export const reactions = z.object({ chat, message_id: z.int(), user, date: z.number(), new_reaction: emojis })

const keys = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: text }))) })
const pressed = z.object({ chat, date: z.number(), reply_markup: keys.optional() })
export const press = z.object({ id: z.string().min(1), from: user, data: z.string().min(1), message: pressed })

/** One update: its number, and the one thing that happened. https://core.telegram.org/bots/api#update */
export const update = z.looseObject({ update_id: z.int() })
