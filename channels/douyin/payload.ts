import * as z from 'zod'
import { maybe } from '../provider/exact-json.ts'
import { isoTime } from '../provider/reading.ts'

const name = z.string().catch('')
/** Douyin's ids are texts, at times long numbers; none has a blank or a control character. */
const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^[\x21-\x7e]{1,300}$/))

/** Milliseconds, or, being a thousandth of that, seconds. */
const time = maybe(z.coerce.number()).transform((at) => isoTime(at !== undefined && at < 100_000_000_000 ? at * 1000 : at))
const users = z.array(z.looseObject({ open_id: id, nick_name: name })).catch([])

/** What every event comes in. `content` is an object, or one written as text. */
export const event = z.looseObject({ event: z.string().min(1), content: z.unknown() })

const holding = <T extends z.ZodRawShape>(shape: T) => z.looseObject({ from_user_id: id, to_user_id: id, content: z.looseObject(shape) })
const talk = { conversation_short_id: id, server_message_id: id, create_time: time, user_infos: users }

export const message = holding({
  ...{ ...talk, conversation_type: maybe(z.number()), message_type: z.string().min(1), text: name, resource_url: maybe(z.url()) },
  ...{ item_id: maybe(id), card_data: z.array(z.looseObject({ label: name, value: name })).catch([]) },
})
export type Message = z.infer<typeof message>
export const entered = holding(talk)
export const recalled = holding({ server_message_id: id, create_time: time })

/** `index` grows along a conversation, and is the microsecond of the message read. */
export const read = holding({ conversation_short_id: id, index: z.coerce.number(), read_open_id: id })
export const commented = holding({
  ...{ comment_id: id, comment_user_id: id, content: name, create_time: time, nickname: name },
  ...{ reply_to_item_id: id, reply_to_comment_id: maybe(id) },
})
export type Commented = z.infer<typeof commented>
export const followed = holding({ action_type: maybe(z.number()), action_time: time })
