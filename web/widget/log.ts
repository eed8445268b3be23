import { makeClock, type Clock } from './clock.ts'
import { el } from './dom.ts'
import { messageRow, updateMeta } from './message-row.ts'
import type { Entry } from './thread.ts'
import type { Actions, Shown } from './view.ts'
import { words, type Language, type Words } from './words.ts'

/** One line of the log: the same `key` and `sign` mean the same node as last time. */
type Line = { key: string; sign: string; make: () => HTMLElement; update?: (node: HTMLElement) => void }

const groupMs = 5 * 60_000

/** The messages, oldest first, read out as they come; stays at its end unless the visitor has scrolled up. */
export function makeLog(language: Language, greeting: string, actions: Actions) {
  const w = words[language]
  const clock = makeClock(language)
  const list = el('div', { class: 'lines', role: 'log', 'aria-live': 'polite', 'aria-label': w.messages })
  const element = el('div', { class: 'scroll', tabindex: '0' }, list)
  const nodes = new Map<string, { sign: string; node: HTMLElement }>()
  const render = (shown: Shown, opened: boolean) => {
    const atEnd = opened || element.scrollHeight - element.scrollTop - element.clientHeight < 80
    const height = element.scrollHeight
    const grewAbove = place(list, nodes, [
      introLine(w, greeting, shown, actions),
      ...linesOf(shown.entries, w, clock, actions),
      ...typingLine(w, shown),
    ])
    const ownNew = shown.entries.at(-1)?.status === 'sending'
    if (atEnd || (ownNew && !grewAbove)) element.scrollTop = element.scrollHeight
    else if (grewAbove) element.scrollTop += element.scrollHeight - height
  }
  return { element, render }
}

function introLine(w: Words, greeting: string, { more }: Shown, actions: Actions): Line {
  if (more)
    return { key: 'more', sign: '', make: () => el('button', { class: 'earlier', type: 'button', click: actions.earlier }, w.earlier) }
  const make = () => el('div', { class: 'intro' }, el('p', { class: 'greeting' }, greeting), el('p', {}, w.intro))
  return { key: 'intro', sign: '', make }
}

function linesOf(entries: Entry[], w: Words, clock: Clock, actions: Actions): Line[] {
  return entries.flatMap((entry, index) => {
    const [before, after] = [entries[index - 1], entries[index + 1]]
    const newDay = !before || clock.day(before.at) !== clock.day(entry.at)
    const follows = !newDay && together(before, entry)
    const last = !after || !together(entry, after)
    const row = rowLine(entry, { follows, last }, w, clock, actions)
    const day = clock.day(entry.at)
    return newDay ? [{ key: `day ${day}`, sign: day, make: () => el('div', { class: 'day' }, day) }, row] : [row]
  })
}

function together(a: Entry | undefined, b: Entry): boolean {
  return a !== undefined && a.mine === b.mine && a.author === b.author && Date.parse(b.at) - Date.parse(a.at) < groupMs
}

function rowLine(entry: Entry, place: { follows: boolean; last: boolean }, w: Words, clock: Clock, actions: Actions): Line {
  return {
    key: entry.id,
    sign: `${place.follows} ${entry.text} ${entry.attachments.map((file) => file.id).join()}`,
    make: () => messageRow(entry, place.follows, w),
    update: (node) => updateMeta(node, entry, place.last, { w, clock, actions }),
  }
}

function typingLine(w: Words, { typing }: Shown): Line[] {
  if (typing === null) return []
  const make = () => {
    const dots = el('span', { class: 'dots', 'aria-hidden': 'true' }, el('i'), el('i'), el('i'))
    return el('div', { class: 'm typing' }, el('div', { class: 'b' }, dots, el('span', { class: 'sr' }, w.typing(typing))))
  }
  return [{ key: 'typing', sign: typing, make }]
}

/** Brings the list to these lines, touching only what changed; answers whether something was put in above what was there. */
function place(list: HTMLElement, nodes: Map<string, { sign: string; node: HTMLElement }>, lines: Line[]): boolean {
  const keys = new Set(lines.map((line) => line.key))
  const firstKept = lines.findIndex((line) => line.key !== 'intro' && line.key !== 'more' && nodes.has(line.key))
  for (const [key, { node }] of nodes) {
    if (keys.has(key)) continue
    node.remove()
    nodes.delete(key)
  }
  lines.forEach((line, index) => {
    const known = nodes.get(line.key)
    const node = known?.sign === line.sign ? known.node : line.make()
    if (known && known.node !== node) known.node.remove()
    line.update?.(node)
    nodes.set(line.key, { sign: line.sign, node })
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null)
  })
  return firstKept > 1
}
