import { guarded } from './guard.ts'

type Attributes = Record<string, string | boolean | (() => unknown) | undefined>

/** Makes an element: strings become attributes, `true` an empty one, functions listeners. Text is only ever text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string | null)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, guarded(value))
    else if (typeof value === 'string') element.setAttribute(name, value)
    else if (value) element.setAttribute(name, '')
  }
  element.append(...children.filter((child) => child !== null))
  return element
}

/** Listens, without ever throwing into the page. */
export function on<K extends keyof HTMLElementEventMap>(
  target: HTMLElement,
  type: K,
  work: (event: HTMLElementEventMap[K]) => unknown,
): void {
  target.addEventListener(type, guarded(work))
}

const shapes = {
  chat: ['M4 5.5h16v11H10.5l-4.5 3.8v-3.8H4z', 'M8.5 11h.01M12 11h.01M15.5 11h.01'],
  close: ['M6 6l12 12M18 6L6 18'],
  down: ['M6 9.500l6 6 6-6'],
  clip: ['M20 11l-8.5 8.500a5 5 0 01-7-7L13 4a3.3 3.3 0 014.7 4.700L9.5 17a1.7 1.7 0 01-2.4-2.400L15 7'],
  send: ['M12 19.500V5M5.5 11.500L12 5l6.5 6.5'],
  sending: ['M12 4a8 8 0 100 16 8 8 0 000-16z'],
  received: ['M5 12.500l4.5 4.500L19 7.5'],
  read: ['M2 13l4 4 8-9', 'M11 16l1 1 9-9.5'],
  failed: ['M12 3.500a8.5 8.5 0 100 17 8.5 8.5 0 000-17z', 'M12 8v4.500M12 16h.01'],
  file: ['M6 3h8l4.5 4.500V21H6z', 'M14 3v5h4.5'],
}
export type Icon = keyof typeof shapes

/** A line drawing. Built node by node, because pages with Trusted Types forbid markup in strings. */
export function icon(name: Icon): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  for (const d of shapes[name]) {
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
    path.setAttribute('d', d)
    svg.append(path)
  }
  return svg
}
