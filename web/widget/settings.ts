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
