import type { WidgetSession } from '../../contract/widget.ts'
import { makeComposer } from './composer.ts'
import { el, icon } from './dom.ts'
import { guarded } from './guard.ts'
import { keepToItself, stayOnPage } from './host.ts'
import { makeLog } from './log.ts'
import { makePanel } from './panel.ts'
import { applyStyle } from './style.ts'
import type { Entry } from './thread.ts'
import type { Upload } from './upload.ts'
import { words, type Language, type Words } from './words.ts'

export type Shown = {
  open: boolean
  online: boolean
  here: boolean
  more: boolean
  typing: string | null
  uploads: Upload[]
  notice: string | null
  unread: number
  entries: Entry[]
}

/** What the visitor can do. `write` answers whether the text was taken. */
export type Actions = {
  toggle: () => void
  write: (text: string) => boolean
  tellTyping: () => void
  attach: (files: File[]) => void
  detach: (upload: Upload) => void
  earlier: () => void
  retry: (id: string) => void
  discard: (id: string) => void
  keepDraft: (draft: string) => void
  draft: () => string
}

export type View = { render: (shown: Shown) => void; focus: () => void; focusLauncher: () => void }

/** Puts the launcher and the (closed) panel on the page, inside a shadow root that the page's styles do not reach. */
export function makeView(language: Language, channel: WidgetSession['channel'], actions: Actions): View {
  const w = words[language]
  const host = el('div', { id: 'parley', lang: language })
  const root = host.attachShadow({ mode: 'open' })
  applyStyle(root, channel.color)
  const log = makeLog(language, channel.greeting || w.greeting, actions)
  const composer = makeComposer(w, actions)
  const panel = makePanel(w, channel.name, actions, [log.element, composer.element])
  const launcher = makeLauncher(w, actions)
  root.append(panel.element, launcher.element)
  keepToItself(host)
  let wasOpen = false
  let last: Shown | null = null
  const render = (shown: Shown) => {
    last = shown
    for (const part of [panel, composer, launcher]) part.render(shown)
    if (shown.open) log.render(shown, !wasOpen)
    wasOpen = shown.open
  }
  stayOnPage(host, () => {
    // A browser forgets how far something was scrolled when it is taken out.
    wasOpen = false
    if (last) render(last)
  })
  return { render: guarded(render), focus: composer.focus, focusLauncher: () => launcher.element.focus({ preventScroll: true }) }
}

function makeLauncher(w: Words, actions: Actions) {
  const badge = el('span', { class: 'badge', 'aria-hidden': 'true', hidden: true })
  const element = el(
    'button',
    { class: 'launcher', type: 'button', 'aria-haspopup': 'dialog', click: actions.toggle },
    icon('chat'),
    icon('down'),
    badge,
  )
  const render = ({ open, unread }: Shown) => {
    element.classList.toggle('open', open)
    element.setAttribute('aria-expanded', String(open))
    element.setAttribute('aria-label', open ? w.close : unread ? w.openUnread(unread) : w.open)
    badge.textContent = unread > 9 ? '9+' : String(unread)
    badge.hidden = open || unread === 0
  }
  return { element, render }
}
