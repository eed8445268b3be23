import type { Clock } from './clock.ts'
import { el, icon, on } from './dom.ts'
import { isEmojiOnly, pieces } from './links.ts'
import type { Entry } from './thread.ts'
import type { Actions } from './view.ts'
import type { Words } from './words.ts'

type File = Entry['attachments'][number]

/** One message as a bubble, with an empty line below for what `updateMeta` says of it. */
export function messageRow(entry: Entry, follows: boolean, w: Words): HTMLElement {
  const files = entry.attachments.map((file) => (isPicture(file) ? picture(file) : fileLink(file)))
  const text = entry.text === '' ? null : el('p', { class: isEmojiOnly(entry.text) ? 'large' : 'text' }, ...linked(entry.text))
  const author = el('span', { class: 'sr' }, `${entry.mine ? w.you : entry.author || w.someone}: `)
  return el(
    'div',
    { class: ['m', entry.mine && 'mine', follows && 'follows'].filter(Boolean).join(' ') },
    el('div', { class: 'b' }, author, ...files, text),
    // Times and ticks change without being news.
    el('div', { class: 'meta', 'aria-live': 'off' }),
  )
}

type Saying = { w: Words; clock: Clock; actions: Actions }

/** Says below a message who wrote it, when, and how far it got; only the last of a group says so, and what is not well always does. */
export function updateMeta(row: HTMLElement, entry: Entry, last: boolean, { w, clock, actions }: Saying): void {
  const meta = row.querySelector<HTMLElement>('.meta')
  const wanted = last || entry.status === 'sending' || entry.status === 'failed'
  const sign = wanted ? `${entry.status} ${entry.reason ?? ''} ${clock.time(entry.at)}` : ''
  if (!meta || meta.dataset['sign'] === sign) return
  meta.dataset['sign'] = sign
  meta.replaceChildren(...(wanted ? metaParts(entry, w, clock, actions) : []))
  row.classList.toggle('failed', entry.status === 'failed')
}

function metaParts(entry: Entry, w: Words, clock: Clock, actions: Actions): (Node | string)[] {
  const time = el('time', { datetime: entry.at }, clock.time(entry.at))
  if (!entry.mine) return entry.author ? [el('span', {}, entry.author), time] : [time]
  if (entry.status !== 'failed') return [time, tick(entry, w)]
  return [
    icon('failed'),
    el('span', { role: 'alert' }, `${w.failed}${entry.reason ? `: ${entry.reason}` : ''}`),
    el('button', { type: 'button', click: () => actions.retry(entry.id) }, w.retry),
    el('button', { type: 'button', click: () => actions.discard(entry.id) }, w.discard),
  ]
}

function tick(entry: Entry, w: Words): HTMLElement {
  const status = entry.status === 'sending' || entry.status === 'read' ? entry.status : 'received'
  return el('span', { class: `tick ${status}`, title: w[status] }, icon(status), el('span', { class: 'sr' }, w[status]))
}

function linked(text: string): (Node | string)[] {
  return pieces(text).map((piece) =>
    piece.href ? el('a', { href: piece.href, target: '_blank', rel: 'noopener noreferrer nofollow' }, piece.text) : piece.text,
  )
}

const isPicture = (file: File) => file.width !== null && /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)

function picture(file: File): HTMLElement {
  const link = el('a', { class: 'picture', href: file.url, target: '_blank', rel: 'noopener noreferrer', download: file.name })
  const image = el('img', { src: `${file.url}&width=480`, alt: file.name, loading: 'lazy' })
  // Room is kept before the picture is there, so that nothing jumps.
  image.style.setProperty('aspect-ratio', `${file.width ?? 4} / ${file.height ?? 3}`)
  on(image, 'error', () => link.replaceWith(fileLink(file)))
  link.append(image)
  return link
}

function fileLink(file: File): HTMLElement {
  const size = el('small', {}, readableSize(file.size))
  return el(
    'a',
    { class: 'file', href: file.url, target: '_blank', rel: 'noopener noreferrer', download: file.name },
    icon('file'),
    el('span', {}, file.name, size),
  )
}

/** Bytes for people: 1 KB is 1,000. */
export function readableSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`
}
