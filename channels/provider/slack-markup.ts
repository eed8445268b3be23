import * as z from 'zod'
import { emojiOf } from './emoji.ts'
import { forwardedFrom, lines } from './words.ts'

/** Slack's markup as a person would type it: names for references, addresses for links, characters for entities. */
export function plainText(text = ''): string {
  const named = text.replace(/<([^<>\n]{1,3000})>/g, (_, inside: string) => nameOf(inside))
  return named.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&').trim()
}

/** `@U1`, `#C1|general`, `!here`, `!subteam^S1|@team`, `https://x.test|label`. https://docs.slack.dev/messaging/formatting-message-text */
function nameOf(inside: string): string {
  const [target = '', label] = inside.split('|', 2)
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`
  if (/^[@#]/.test(target)) return label ? `${target[0]}${label}` : target
  const address = target.replace(/^mailto:|^tel:/, '')
  return label && label !== address ? `${label} (${address})` : address
}

/** What somebody typed, so that Slack shows just that. */
export const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type Block = {
  type?: unknown
  text?: unknown
  url?: unknown
  name?: unknown
  user_id?: unknown
  elements?: unknown
  fields?: unknown
  title?: unknown
  rows?: unknown
  alt_text?: unknown
  fallback?: unknown
  channel_id?: unknown
  usergroup_id?: unknown
  range?: unknown
  value?: unknown
  image_url?: unknown
  video_url?: unknown
}

/** What blocks say, where a message has no text beside them. https://docs.slack.dev/reference/block-kit/blocks */
export function blockText(given: unknown): string {
  if (typeof given === 'string') return plainText(given)
  if (Array.isArray(given)) return lines(...given.map(blockText))
  const { type, text, url, name, user_id: user, elements, fields, title, rows, ...rest } = (given ?? {}) as Block
  if (type === 'text') return String(text)
  if (type === 'link') return text ? `${text as string} (${url as string})` : String(url)
  if (type === 'emoji') return emojiOf(String(name))
  if (type === 'user') return `@${user as string}`
  const inline = [
    rest.channel_id && `#${String(rest.channel_id)}`,
    (rest.usergroup_id ?? rest.range) && `@${String(rest.usergroup_id ?? rest.range)}`,
  ]
  if (/^(channel|usergroup|broadcast|color|date)$/.test(String(type)))
    return String([...inline, rest.value, rest.fallback].find(Boolean) ?? '')
  if (Array.isArray(rows)) return lines(...rows.map((row) => [row].flat().map(blockText).join(' | ')))
  // What is seen or heard has a title, or words for those who do not see it, and an address.
  if (type === 'image' || type === 'video')
    return lines(blockText(title), blockText(rest.alt_text), blockText(rest.image_url ?? rest.video_url))
  if (Array.isArray(elements) && /^rich_text_(section|quote|preformatted)$/.test(String(type))) return elements.map(blockText).join('')
  return lines(...[title, text, fields, elements].filter(Boolean).map(blockText))
}

const maybe = z.string().optional().catch(undefined)
const share = z.looseObject({
  is_share: z.boolean().optional(),
  author_name: maybe,
  pretext: maybe,
  title: maybe,
  text: maybe,
  fallback: maybe,
  from_url: maybe,
  blocks: z.unknown().optional(),
  message_blocks: z.unknown().optional(),
  fields: z.unknown().optional(),
})

const field = z.looseObject({ title: maybe, value: maybe })
const shared = z.array(z.looseObject({ message: z.looseObject({ blocks: z.unknown().optional() }) }))

/** What an attachment says: in words, else in blocks, its own or those of the message it shares; then its fields, and where it is from. */
function attachedText({ pretext, title, text, fallback, from_url, fields, ...given }: z.infer<typeof share>): string {
  const blocks = shared
    .catch([])
    .parse(given.message_blocks)
    .map(({ message }) => message.blocks)
  const said = plainText(text) || blockText(blocks) || blockText(given.blocks)
  const rows = z.array(field).catch([]).parse(fields).map((one) => [one.title, plainText(one.value)].filter(Boolean).join(': ')) // prettier-ignore
  return lines(plainText(pretext), title, ...(said || rows.length > 0 ? [said, ...rows] : [fallback]), from_url)
}

/** What a message says: its text, or its blocks; and the messages of others it shares, or without words of its own whatever is attached. */
export function spokenText({
  text,
  blocks,
  attachments,
}: {
  text?: string | undefined
  blocks: unknown[]
  attachments: unknown[]
}): string {
  const own = plainText(text) || blockText(blocks)
  const others = attachments.map((given) => share.catch({}).parse(given)).filter((one) => one.is_share || !own)
  return lines(own, ...others.map((one) => (one.is_share ? forwardedFrom(one.author_name) : '') + attachedText(one)))
}

const typed = z.looseObject({ type: z.string() })
/** What Slack calls the first of some blocks. */
export const blockType = (blocks: unknown[]): string | undefined => typed.safeParse(blocks[0]).data?.type
