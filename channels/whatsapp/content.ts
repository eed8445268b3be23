import * as z from 'zod'
import type { InboundMessage } from '../adapter.ts'
import { reader } from '../meta/webhook.ts'

export type Content = Pick<InboundMessage, 'text' | 'files' | 'place'>

/** What a message holds, by its type; null: of a type we do not know, or not as its type has to be. */
export function contentOf(message: { type: string; [field: string]: unknown }): Content | null {
  const read = Object.hasOwn(readers, message.type) ? readers[message.type] : undefined
  return read?.(message[message.type], message.type) ?? null
}

type Reader = (given: unknown, type: string) => Content | null

const text = z.string().optional().catch(undefined)
const body = z.looseObject({ body: z.string() })
const media = z.looseObject({ id: z.string().min(1), mime_type: z.string().default(''), caption: text, filename: text })
const location = z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number(), name: text, address: text })
const choice = z.looseObject({ title: z.string(), description: text }).optional()
const form = z.looseObject({ body: text, response_json: text }).optional()
const answer = z.looseObject({ button_reply: choice, list_reply: choice, nfm_reply: form })
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
  location: reader(location, ({ name, address, ...at }) => ({
    ...said(''),
    place: { latitude: at.latitude, longitude: at.longitude, name: name ?? '', address: address ?? '' },
  })),
  contacts: reader(z.array(card).min(1), (cards) =>
    said(
      ...cards.map(({ name, phones }) =>
        ['[Contact]', name?.formatted_name, ...phones.map((one) => one.phone ?? one.wa_id)].join(' ').trim(),
      ),
    ),
  ),
  button: reader(z.looseObject({ text: z.string() }), (given) => said(given.text)),
  interactive: reader(answer, ({ button_reply, list_reply, nfm_reply }) => {
    const chosen = button_reply ?? list_reply
    return chosen ? said(chosen.title, chosen.description) : said('[Form]', nfm_reply?.body, nfm_reply?.response_json)
  }),
  order: reader(z.looseObject({ text, product_items: z.array(product) }), ({ text: words, product_items: items }) =>
    said('[Order]', ...items.map((one) => `${one.quantity} × ${one.product_retailer_id}, ${one.item_price} ${one.currency ?? ''}`), words),
  ),
  // Written by WhatsApp itself: a customer's number changed.
  system: reader(body, (given) => said(`[WhatsApp] ${given.body}`)),
  request_welcome: () => said('[Chat opened]'),
  // WhatsApp does not hand over everything people can send there (polls, view-once media); they did write, and may be answered.
  unsupported: () => said('[Unsupported message]'),
}

function said(...lines: (string | undefined)[]): Content {
  return { text: lines.filter((line) => line !== undefined && line !== '').join('\n'), files: [] }
}

const extensions: Record<string, string> = { 'image/jpeg': 'jpg', 'audio/mpeg': 'mp3', 'text/plain': 'txt' }
const extension = (type: string) => extensions[type] ?? /^\w+\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin'
