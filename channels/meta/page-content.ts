import * as z from 'zod'
import type { InboundMessage, RemoteFile } from '../adapter.ts'

const text = z.string().optional().catch(undefined)
const coordinates = z.looseObject({ lat: z.number(), long: z.number() }).optional().catch(undefined)
const payload = z.looseObject({ url: text, title: text, coordinates }).nullish().catch(undefined)
const attachment = z.looseObject({ type: z.string(), url: text, title: text, payload })
type Attachment = z.infer<typeof attachment>

/** A private message of Messenger or Instagram. */
export const message = z.looseObject({
  mid: z.string().min(1).max(500),
  text: z.string().optional(),
  ...{ is_echo: z.boolean().optional(), is_deleted: z.boolean().optional(), is_unsupported: z.boolean().optional() },
  attachments: z.array(attachment).optional(),
  reply_to: z
    .looseObject({ mid: text, story: z.looseObject({ url: text }).optional().catch(undefined) })
    .nullish()
    .catch(undefined),
})

type Content = Pick<InboundMessage, 'text' | 'files' | 'place' | 'quoted'>

/** What a message holds; null: nothing we know of. */
export function contentOf({
  text: words = '',
  attachments = [],
  reply_to: answers,
  is_unsupported: unsupported,
}: z.infer<typeof message>): Content | null {
  const place = attachments.find(({ payload: held }) => held?.coordinates)
  const files = attachments.flatMap(fileOf)
  const lines = [words, ...attachments.filter((one) => one !== place).map(lineOf), unsupported ? '[Unsupported message]' : '']
  const said = lines.filter(Boolean).join('\n')
  if (said === '' && files.length === 0 && !place) return null
  const { lat: latitude = 0, long: longitude = 0 } = place?.payload?.coordinates ?? {}
  const at = place ? { place: { latitude, longitude, name: place.title ?? '', address: '' } } : {}
  return { text: said, files, quoted: answers?.story ? `[Story] ${answers.story.url ?? ''}`.trim() : null, ...at }
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
  return [`[${one.type}]`, one.title ?? one.payload?.title, one.url ?? one.payload?.url].filter(Boolean).join(' ')
}
