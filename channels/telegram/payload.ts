import * as z from 'zod'

const text = z.string().optional()
const user = z.object({ id: z.int(), is_bot: z.boolean().optional(), first_name: text, last_name: text, username: text })
export type TelegramUser = z.infer<typeof user>

const chat = z.object({ id: z.int(), type: z.string() })
const file = z.object({ file_id: z.string().min(1), file_size: z.number().optional(), file_name: text, mime_type: text })
export type TelegramFile = z.infer<typeof file>

const point = z.object({ latitude: z.number(), longitude: z.number() })
const files = { photo: z.array(file), voice: file, audio: file, video: file, video_note: file, animation: file, document: file }
const content = z.looseObject({
  ...{ ...files, text: z.string(), caption: z.string(), quote: z.object({ text: z.string() }) },
  reply_to_message: z.object({ text, caption: text }),
  sticker: file.extend({ emoji: text, is_animated: z.boolean().optional(), is_video: z.boolean().optional() }),
  location: point,
  venue: z.object({ location: point, title: z.string(), address: z.string() }),
  contact: z.object({ phone_number: z.string(), first_name: z.string(), last_name: text }),
  poll: z.object({ question: z.string(), options: z.array(z.object({ text: z.string() })) }),
})

/** A message, with the contents we understand; loose, so that others can be named. https://core.telegram.org/bots/api#message */
export const message = content
  .partial()
  .extend({ message_id: z.int(), date: z.number(), edit_date: z.number().optional(), chat, from: user.optional() })
export type TelegramMessage = z.infer<typeof message>

export const membership = z.object({ chat, from: user, date: z.number(), new_chat_member: z.object({ status: z.string() }) })

const reaction = z.object({ type: z.string(), emoji: text })
export const reactions = z.object({ chat, message_id: z.int(), user, date: z.number(), new_reaction: z.array(reaction) })

const keys = z.object({ inline_keyboard: z.array(z.array(z.object({ text: z.string(), callback_data: text }))) })
export const press = z.object({
  ...{ id: z.string().min(1), from: user, data: z.string().min(1) },
  message: z.object({ chat, date: z.number(), reply_markup: keys.optional() }),
})

/** One update: its number, and the one thing that happened. https://core.telegram.org/bots/api#update */
export const update = z.looseObject({ update_id: z.int() })
