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
}

/** What blocks say, where a message has no text beside them. https://docs.slack.dev/reference/block-kit/blocks */
export function blockText(given: unknown): string {
  if (typeof given === 'string') return plainText(given)
  if (Array.isArray(given)) return lines(...given.map(blockText))
  const { type, text, url, name, user_id: user, elements, fields, title } = (given ?? {}) as Block
  if (type === 'text') return String(text)
  if (type === 'link') return text ? `${text as string} (${url as string})` : String(url)
  if (type === 'emoji') return emojiOf(String(name))
  if (type === 'user') return `@${user as string}`
  if (Array.isArray(elements) && /^rich_text_(section|quote|preformatted)$/.test(String(type))) return elements.map(blockText).join('')
  return lines(...[title, text, fields, elements].filter(Boolean).map(blockText))
}

const maybe = z.string().optional().catch(undefined)
const share = z.looseObject({
  is_share: z.boolean().optional(),
  author_name: maybe,
  title: maybe,
  text: maybe,
  fallback: maybe,
  from_url: maybe,
})

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
  return lines(own, ...others.map((one) => (one.is_share ? forwardedFrom(one.author_name) : '') + lines(one.title, plainText(one.text) || one.fallback, one.from_url))) // prettier-ignore
}

const typed = z.looseObject({ type: z.string() })
/** What Slack calls the first of some blocks. */
export const blockType = (blocks: unknown[]): string | undefined => typed.safeParse(blocks[0]).data?.type
