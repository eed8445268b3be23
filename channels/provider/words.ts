import { oneLine } from './reading.ts'

/** The parts that say something, a line each. */
export const lines = (...parts: (string | false | null | undefined)[]): string => parts.filter((part) => part && part.trim()).join('\n')

/** Most rows of a form that are shown; a message is no table of a thousand lines. */
const mostRows = 100

/** What somebody filled in, an object or one written as JSON, a row for each field: `Size: M`. Anything else as it is. */
export function rowsOf(given: unknown): string {
  const value = typeof given === 'string' ? opened(given) : given
  if (typeof value !== 'object' || value === null) return String(value ?? '')
  return lines(...rows(value, '').slice(0, mostRows))
}

function rows(value: object, path: string): string[] {
  return Object.entries(value).flatMap(([key, given]: [string, unknown]) => {
    if (key === 'flow_token') return []
    const held = typeof given === 'string' && /^\s*[{[]/.test(given) ? opened(given) : given
    const name = path + (Array.isArray(value) ? String(Number(key) + 1) : fieldName(key))
    if (Array.isArray(held) && held.every((one) => typeof one !== 'object')) return [`${name}: ${held.map(oneValue).join(', ')}`]
    return typeof held === 'object' && held !== null ? rows(held, `${name} › `) : [`${name}: ${oneValue(held)}`]
  })
}

/** `screen_0_First_name_1` is how a form maker of Meta's writes “First name”. */
const fieldName = (key: string) =>
  oneLine(
    key
      .replace(/^screen_\d+_/, '')
      .replace(/_\d+$/, '')
      .replaceAll('_', ' '),
  ) || key

const oneValue = (value: unknown) => (value === null ? '' : oneLine(String(value)))

function opened(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Every text in a value, whatever it is called there; what kind of thing each is (`type`) says nothing to a person. */
export function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.trim() ? [oneLine(value)] : []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, held]) => (key === 'type' ? [] : textsIn(held)))
}

/** A list somebody made: what it is called, and a line for each point. */
export const listText = (title: string, points: string[]): string => [title, ...points.map((point) => `– ${point}`)].join('\n')

/** A text with the address behind each of its words that hide one; places count UTF-16 units. */
export function withLinks(text: string, links: { offset: number; length: number; url?: string | undefined }[] = []): string {
  const hidden = links.filter(({ url }) => url !== undefined).toSorted((a, b) => b.offset - a.offset)
  return hidden.reduce((said, { offset, length, url }) => {
    const end = offset + length
    return said.slice(offset, end) === url ? said : `${said.slice(0, end)} (${url})${said.slice(end)}`
  }, text)
}

/** What somebody, or a place people write in, is called in Telegram’s fields and others’. */
export function personName(who: Partial<Record<'title' | 'first_name' | 'last_name' | 'username', string | undefined>> = {}): string {
  return oneLine(who.title ?? [who.first_name, who.last_name].filter(Boolean).join(' ')) || oneLine(who.username)
}

/** The line before words that are somebody else’s. */
export const forwardedFrom = (who: string | undefined): string => `[Forwarded from ${oneLine(who) || 'somebody'}]\n`

/** A contact card: what it is called and the numbers on the first line, and below whatever else stands on it. */
export function cardText({
  mark,
  name,
  phones,
  more,
}: {
  mark: string
  name: string
  phones: string[]
  more: (string | undefined)[]
}): string {
  return lines([mark, name, ...phones].filter(Boolean).join(' '), ...more)
}

/** Of a vCard what is shown beside it already, or says nothing to a person. */
const unsaid = /^(BEGIN|END|VERSION|PRODID|REV|UID|N|FN|PHOTO|LOGO|SOUND|KEY)$/i

/** What a vCard says besides the name, a line for each of its fields. https://www.rfc-editor.org/rfc/rfc6350#section-3 */
export function vcardLines(card = ''): string[] {
  return card
    .replace(/\r?\n[ \t]/g, '')
    .split(/\r?\n/)
    .flatMap((line) => {
      const [, name = '', value = ''] = /^(?:[\w-]+\.)?([\w-]+)[^:]*:(.*)$/.exec(line) ?? []
      const said = value.split(/(?<!\\);/).map((part) => oneLine(part.replace(/\\n/gi, ' ').replace(/\\(.)/g, '$1'))).filter(Boolean) // prettier-ignore
      return name === '' || said.length === 0 || unsaid.test(name) ? [] : [said.join(', ')]
    })
}
