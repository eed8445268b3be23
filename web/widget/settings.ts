/** Who is signed in at the shop: `hash` is hex(HMAC-SHA256(the channel's identity secret, id)), made by the shop's server. */
export type Identity = { id: string; hash: string; name?: string; email?: string }

/** What a page may set before our script loads; afterwards it also holds `open`, `close` and `identify`. */
export type PageSettings = {
  channelId?: string
  identity?: Identity | null
  /** Shown to agents as claimed; proves nothing. */
  claim?: { name?: string; email?: string }
  locale?: string
  open?: () => void
  close?: () => void
  /** Somebody signed in (or, with null, out) without the page being loaded again. */
  identify?: (identity: Identity | null) => void
}

declare global {
  interface Window {
    parley?: PageSettings
  }
}

export type Settings = { base: string; channelId: string; page: PageSettings }

/** Under this the chat that runs on the page is known to a script that is run once more: by Turbo for a new body, or put on the page twice. */
const running = Symbol.for('parley')
type Running = Record<symbol, Map<string, PageSettings> | undefined>

/** Whether the channel's chat runs on this page already: then it hears who the page says is here now, and the page gets its functions. */
export function isRunning({ channelId, page }: Settings): boolean {
  const chats = ((window as unknown as Running)[running] ??= new Map())
  const before = chats.get(channelId)
  if (!before) {
    chats.set(channelId, page)
    return false
  }
  if (page === before) return true
  const { open, close, identify } = before
  window.parley = Object.assign(page, { open, close, identify })
  if (page.identity !== undefined && page.identity?.id !== before.identity?.id) identify?.(page.identity)
  return true
}

/** Where the script came from and whose chat it is; null, with a word in the console, when the page names no channel. */
export function readSettings(script: Element | null, page: PageSettings = {}): Settings | null {
  const own = script instanceof HTMLScriptElement ? script : document.querySelector<HTMLScriptElement>('script[data-channel]')
  const channelId = page.channelId ?? own?.dataset['channel'] ?? ''
  if (!own || !/^[0-9a-f-]{36}$/.test(channelId)) {
    // eslint-disable-next-line no-console -- the shop's developer has no other place to look
    console.warn('[parley] Name the channel: <script src="…/widget.js" data-channel="…" async></script>')
    return null
  }
  return { base: new URL(own.src, location.href).origin, channelId, page }
}
