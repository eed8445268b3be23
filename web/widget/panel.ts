import { el, icon, on } from './dom.ts'
import { guarded } from './guard.ts'
import type { Actions, Shown } from './view.ts'
import type { Words } from './words.ts'

/** Below this width the panel is the whole screen. Kept in step with style.css. */
const narrow = '(max-width: 480px)'

export const onFullScreen = () => matchMedia(narrow).matches

/** The window of the chat: its head, the given parts below, and how the keyboard and the phone's keyboard treat it. */
export function makePanel(w: Words, name: string, actions: Actions, parts: HTMLElement[]) {
  const status = el('p', { class: 'status', role: 'status' })
  const head = el(
    'header',
    {},
    el('span', { class: 'seal', 'aria-hidden': 'true' }, Array.from(name)[0] ?? ''),
    el('div', { class: 'who' }, el('h2', { id: 'name' }, name), status),
    el('button', { class: 'plain', type: 'button', 'aria-label': w.close, click: actions.toggle }, icon('close')),
  )
  const element = el('section', { class: 'panel', role: 'dialog', 'aria-labelledby': 'name', hidden: true }, head, ...parts)
  on(element, 'keydown', (event) => onKey(event, element, actions))
  takeDrops(element, w, actions)
  const fit = guarded(() => fitAboveKeyboard(element))
  window.visualViewport?.addEventListener('resize', fit)
  window.visualViewport?.addEventListener('scroll', fit)
  return { element, render: (shown: Shown) => renderPanel(element, status, w, shown) }
}

function renderPanel(panel: HTMLElement, status: HTMLElement, w: Words, shown: Shown): void {
  panel.hidden = !shown.open
  panel.setAttribute('aria-modal', String(onFullScreen()))
  const text = !shown.online ? w.offline : shown.here ? w.here : w.away
  if (status.textContent !== text) status.textContent = text
  status.classList.toggle('on', shown.online && shown.here)
}

function onKey(event: KeyboardEvent, panel: HTMLElement, actions: Actions): void {
  if (event.key === 'Escape' && !event.isComposing) actions.toggle()
  if (event.key === 'Tab' && onFullScreen()) keepFocusInside(event, panel)
}

function keepFocusInside(event: KeyboardEvent, panel: HTMLElement): void {
  const stops = [...panel.querySelectorAll<HTMLElement>('button, textarea, a[href], [tabindex="0"]')].filter(
    (stop) => stop.offsetParent !== null,
  )
  const root = panel.getRootNode() as ShadowRoot
  const edge = event.shiftKey ? stops[0] : stops.at(-1)
  if (root.activeElement !== edge) return
  event.preventDefault()
  ;(event.shiftKey ? stops.at(-1) : stops[0])?.focus()
}

function takeDrops(panel: HTMLElement, w: Words, actions: Actions): void {
  panel.dataset['drop'] = w.drop
  const carriesFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
  const hover = (over: boolean) => (event: DragEvent) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    panel.classList.toggle('drop', over)
  }
  on(panel, 'dragover', hover(true))
  on(panel, 'dragleave', hover(false))
  on(panel, 'drop', hover(false))
  on(panel, 'drop', (event) => actions.attach([...(event.dataTransfer?.files ?? [])]))
}

// A phone's keyboard covers what is fixed to the bottom: the panel takes the part of the screen that is left.
function fitAboveKeyboard(panel: HTMLElement): void {
  const view = window.visualViewport
  panel.style.setProperty('--height', onFullScreen() && view ? `${view.height}px` : '')
  panel.style.setProperty('--top', onFullScreen() && view ? `${view.offsetTop}px` : '')
}
