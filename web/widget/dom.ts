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
  chat: ['M4 5.5h16v11H10.500l-4.500 3.800v-3.800H4z', 'M8.500 11h.01M12 11h.01M15.500 11h.01'],
  close: ['M6 6l12 12M18 6L6 18'],
  down: ['M6 9.500l6 6 6-6'],
  clip: ['M20 11l-8.500 8.500a5 5 0 01-7-7L13 4a3.300 3.300 0 014.700 4.700L9.500 17a1.700 1.700 0 01-2.400-2.400L15 7'],
  send: ['M12 19.500V5M5.500 11.500L12 5l6.500 6.500'],
  sending: ['M12 4a8 8 0 100 16 8 8 0 000-16z'],
  received: ['M5 12.500l4.500 4.500L19 7.500'],
  read: ['M2 13l4 4 8-9', 'M11 16l1 1 9-9.500'],
  failed: ['M12 3.500a8.500 8.500 0 100 17 8.500 8.500 0 000-17z', 'M12 8v4.500M12 16h.01'],
  file: ['M6 3h8l4.500 4.500V21H6z', 'M14 3v5h4.500'],
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
