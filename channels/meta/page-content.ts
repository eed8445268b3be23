import * as z from 'zod'
import type { InboundMessage, RemoteFile } from '../adapter.ts'
import { lines } from '../provider/words.ts'

const text = z.string().optional().catch(undefined)
const coordinates = z.looseObject({ lat: z.number(), long: z.number() }).optional().catch(undefined)
const payload = z.looseObject({ url: text, title: text, coordinates }).nullish().catch(undefined)
const attachment = z.looseObject({ type: z.string(), url: text, title: text, payload })
type Attachment = z.infer<typeof attachment>

const product = z.looseObject({ id: text, title: text, name: text }).optional().catch(undefined)
/** How somebody came to write: an advertisement, a product, a link. */
export const referral = z
  .looseObject({ ref: text, source: text, ad_id: text, referer_uri: text, product })
  .extend({
    ads_context_data: z
      .looseObject({ ad_title: text, product_id: text, post_id: text, photo_url: text, video_url: text })
      .optional()
      .catch(undefined),
  })
  .nullish()
  .catch(undefined)

/** A private message of Messenger or Instagram. */
export const message = z.looseObject({
  mid: z.string().min(1).max(500),
  text,
  ...{ is_echo: z.boolean().optional(), is_deleted: z.boolean().optional(), is_unsupported: z.boolean().optional() },
  // One that is not as documented is named all the same.
  attachments: z
    .array(attachment.catch({ type: 'attachment' }))
    .optional()
    .catch([{ type: 'attachment' }]),
  referral,
  reply_to: z
    .looseObject({ mid: text, story: z.looseObject({ url: text }).optional().catch(undefined) })
    .nullish()
    .catch(undefined),
})

/** The same in words, a line each. */
export function referralText(given: z.infer<typeof referral>): string {
  if (!given) return ''
  const { ads_context_data: ad, product: item, ref, source, ad_id: adId, referer_uri: page } = given
  return lines(
    (ad || adId) && `[Ad] ${ad?.ad_title ?? adId ?? ''}`,
    ad?.photo_url ?? ad?.video_url,
    (item || ad?.product_id) && `[Product] ${[item?.title ?? item?.name, item?.id ?? ad?.product_id].filter(Boolean).join(' ')}`,
    (ref || page) && `[Link] ${[ref, page].filter(Boolean).join(' ')}`,
    !ad && !adId && !item && !ref && !page && source && `[${source}]`,
  )
}

type Content = Pick<InboundMessage, 'text' | 'files' | 'place' | 'quoted' | 'unsupported'>

/** What a message holds; what of it we cannot read is named. */
export function contentOf({
  text: words = '',
  attachments = [],
  reply_to: answers,
  is_unsupported: isUnsupported,
  referral: cameBy,
}: z.infer<typeof message>): Content {
  const place = attachments.find(({ payload: held }) => held?.coordinates)
  const files = attachments.flatMap(fileOf)
  const parts = [words, ...attachments.filter((one) => one !== place).map(lineOf), referralText(cameBy)]
  const said = lines(...parts)
  const bare = attachments.find((one) => one !== place && fileOf(one).length === 0 && lineOf(one) === '')
  const isEmpty = said === '' && files.length === 0 && !place
  const unsupported = bare?.type ?? (isUnsupported || isEmpty ? 'unsupported' : undefined)
  const { lat: latitude = 0, long: longitude = 0 } = place?.payload?.coordinates ?? {}
  const at = place ? { place: { latitude, longitude, name: place.title ?? '', address: '' } } : {}
  return { text: said, files, unsupported, quoted: answers?.story ? `[Story] ${answers.story.url ?? ''}`.trim() : null, ...at }
}

const types: Record<string, string> = {
  ...{
    image: 'image/jpeg',
    audio: 'audio/mp4',
    video: 'video/mp4',
    file: 'application/octet-stream',
    story_mention: 'application/octet-stream',
  },
}

function fileOf({ type, payload: held }: Attachment): RemoteFile[] {
  const announced = Object.hasOwn(types, type) ? types[type] : undefined
  if (announced === undefined || !held?.url) return []
  return [{ ref: { url: held.url }, name: nameIn(held.url) ?? type, type: announced, size: null }]
}

/** The name a file has in its address, where it looks like one. */
function nameIn(url: string): string | null {
  const last = URL.canParse(url) ? (new URL(url).pathname.split('/').at(-1) ?? '') : ''
  return /^[\w%.-]{1,100}\.[a-z0-9]{2,5}$/i.test(last) ? last : null
}

/** What is no file in words: posts, reels, links, cards, products. */
function lineOf(one: Attachment): string {
  if (one.type === 'story_mention') return '[Story]'
  if (fileOf(one).length > 0) return ''
  const [title, url] = [one.title ?? one.payload?.title, one.url ?? one.payload?.url]
  return title || url ? [`[${one.type}]`, title, url].filter(Boolean).join(' ') : ''
}
