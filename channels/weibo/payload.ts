import * as z from 'zod'
import { longId as id, maybe } from '../provider/exact-json.ts'
import { writtenTime } from '../provider/reading.ts'

const text = z.string().catch('')
const time = text.transform(writtenTime)
const degrees = maybe(z.union([z.string().min(1), z.number()]).pipe(z.coerce.number()))

/** What the fan service posts: a message to the account, or something a person did. One at a time, without an id. */
export const push = z.looseObject({
  ...{ type: z.string().min(1), sender_id: id, receiver_id: id, created_at: time, text },
  data: z.looseObject({ subtype: maybe(z.string()), key: maybe(id), longitude: degrees, latitude: degrees, tovfid: maybe(id) }).catch({}),
})
export type Push = z.infer<typeof push>

/** A page of comments or of posts as Weibo answered it, in the envelope our listener puts around it. */
export const polled = z.looseObject({
  account: id,
  page: z.looseObject({ comments: z.array(z.unknown()).default([]), statuses: z.array(z.unknown()).default([]) }),
})

const user = z.looseObject({ id, screen_name: text })
const written = { id, created_at: time, text, user }
const post = z.looseObject({ id, text, thumbnail_pic: maybe(z.url()), user: maybe(z.looseObject({ screen_name: text })) })
export const comment = z.looseObject({ ...written, status: post, reply_comment: maybe(z.looseObject({ id, user })) })
export type Comment = z.infer<typeof comment>

export const status = z.looseObject({ ...written, pic_urls: z.array(z.looseObject({ thumbnail_pic: z.url() })).catch([]) })
export type Status = z.infer<typeof status>
