import * as z from 'zod'

/** Ids go into thread keys and requests, so they hold nothing that means something there. */
export const id = z.string().regex(/^[\w@.:-]{1,128}$/)
const type = z.string().min(1).max(60)
// What is missing or of another type is none of ours.
const text = z.string().catch('')
const number = z.number().catch(NaN)

/** One message or event as `kf/sync_msg` hands it over; its content lies under the name of its type. `send_time` in seconds. */
export const message = z.looseObject({ msgid: id, msgtype: type, send_time: number, origin: number, servicer_userid: text })
export type Message = z.infer<typeof message>

/** The two a thread is made of. */
export const parties = z.object({ open_kfid: id, external_userid: id })

const option = z.looseObject({ content: text, url: text }).optional().catch(undefined)

/** What may lie in a content, of whichever type. */
export const content = z.looseObject({
  ...{ content: text, media_id: text, latitude: number, longitude: number, name: text, address: text, title: text, desc: text, url: text },
  ...{ userid: text, pagepath: text, nickname: text, head_content: text, tail_content: text, sales_price: text, shop_nickname: text },
  ...{ order_id: text, product_titles: text, price_wording: text },
  item: z.array(z.looseObject({ sender_name: text, msg_content: text, msgtype: text })).catch([]),
  list: z.array(z.looseObject({ click: option, view: option, miniprogram: option, text: option })).catch([]),
})

export const event = z.looseObject({ event_type: type, fail_msgid: text, fail_type: number, recall_msgid: text, welcome_code: text })
