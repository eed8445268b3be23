import * as z from 'zod'
import type { InboundMessage } from '../adapter.ts'
import { timeOf } from './graph.ts'
import { reader } from './webhook.ts'
import { cardText, lines, rowsOf, textsIn } from '../provider/words.ts'

export type Content = Pick<InboundMessage, 'text' | 'files' | 'place'>

/** What a message holds, by its type; null: of a type we do not know, or not as its type has to be. */
export function contentOf(message: { type: string; [field: string]: unknown }): Content | null {
  const read = Object.hasOwn(readers, message.type) ? readers[message.type] : undefined
  return read?.(message[message.type], message.type) ?? null
}

type Reader = (given: unknown, type: string) => Content | null

const text = z.string().optional().catch(undefined)
const body = z.looseObject({ body: z.string() })
const changed = z.looseObject({ body: z.string(), wa_id: z.unknown().optional(), new_wa_id: z.unknown().optional() })
const media = z.looseObject({ id: z.string().min(1), mime_type: z.string().default(''), caption: text, filename: text })
const location = z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number(), name: text, address: text, url: text })
const choice = z.looseObject({ title: z.string(), description: text }).optional()
const form = z.looseObject({ body: text, response_json: text }).optional()
const permission = z.looseObject({ response: z.string(), expiration_timestamp: z.unknown().optional() }).optional()
const answer = z.looseObject({ button_reply: choice, list_reply: choice, nfm_reply: form, call_permission_reply: permission })
const number = z.looseObject({ phone: text, wa_id: text })
const card = z.looseObject({ name: z.looseObject({ formatted_name: text }).optional(), phones: z.array(number).default([]) })
const product = z.looseObject({
  product_retailer_id: z.string(),
  quantity: z.coerce.number(),
  item_price: z.coerce.number(),
  currency: text,
})

const file = reader(media, ({ id, mime_type, caption, filename }, kind) => {
  const type = mime_type.split(';')[0]?.trim() ?? ''
  return { text: caption ?? '', files: [{ ref: { id }, name: filename ?? `${kind}.${extension(type)}`, type, size: null }] }
})

const readers: Record<string, Reader> = {
  ...{ image: file, video: file, audio: file, document: file, sticker: file },
  text: reader(body, (given) => said(given.body)),
  location: reader(location, ({ name, address, url, ...at }) => ({
    ...said(url),
    place: { latitude: at.latitude, longitude: at.longitude, name: name ?? '', address: address ?? '' },
  })),
  contacts: reader(z.array(card).min(1), (cards) =>
    said(
      ...cards.map(({ name, phones, ...rest }) => {
        const numbers = phones.flatMap((one) => one.phone ?? one.wa_id ?? [])
        return cardText({
          mark: '[Contact]',
          name: name?.formatted_name ?? '',
          phones: numbers,
          more: Object.values(rest).map((held) => textsIn(held).join(', ')),
        })
      }),
    ),
  ),
  button: reader(z.looseObject({ text: z.string() }), (given) => said(given.text)),
  interactive: reader(answer, ({ button_reply, list_reply, nfm_reply, call_permission_reply: may }) => {
    const chosen = button_reply ?? list_reply
    if (chosen) return said(chosen.title, chosen.description)
    if (may) return said(`[Call permission] ${may.response}${may.expiration_timestamp ? ` (${timeOf(may.expiration_timestamp)})` : ''}`)
    return nfm_reply ? said('[Form]', rowsOf(nfm_reply.response_json) || nfm_reply.body) : null
  }),
  order: reader(z.looseObject({ text, product_items: z.array(product) }), ({ text: words, product_items: items }) =>
    said('[Order]', ...items.map((one) => `${one.quantity} × ${one.product_retailer_id}, ${one.item_price} ${one.currency ?? ''}`), words),
  ),
  // Written by WhatsApp itself: a customer's number changed.
  system: reader(changed, ({ body: words, wa_id, new_wa_id }) => {
    const number = String(new_wa_id ?? wa_id ?? '')
    return said(`[WhatsApp] ${words}`, words.includes(number) ? '' : `+${number}`)
  }),
  request_welcome: () => said('[Chat opened]'),
}

const said = (...parts: (string | undefined)[]): Content => ({ text: lines(...parts), files: [] })

const extensions: Record<string, string> = { 'image/jpeg': 'jpg', 'audio/mpeg': 'mp3', 'text/plain': 'txt' }
const extension = (type: string) => extensions[type] ?? /^\w+\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin'
