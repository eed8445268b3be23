import { guarded } from './guard.ts'

/** Pages that take it out again at once get it back no more often than this. */
const pauseMs = 50

/**
 * Puts the chat's element on the page and keeps it there: some pages swap their body for another (Turbo, PJAX) or empty it. `onBack`: it had gone
 * and is there again.
 */
export function stayOnPage(host: HTMLElement, onBack: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const observer = new MutationObserver(() => {
    if (!host.isConnected) timer ??= setTimeout(guarded(back), pauseMs)
  })
  const watch = () => {
    observer.observe(document.documentElement, { childList: true })
    observer.observe(document.body, { childList: true })
  }
  const back = () => {
    timer = undefined
    if (host.isConnected || !document.body) return
    document.body.append(host)
    watch()
    onBack()
  }
  document.body.append(host)
  watch()
}

/** What somebody types into the chat, and where their focus is in it, is none of the page's business: its shortcuts would act on it. */
const kept = [
  ...['keydown', 'keyup', 'keypress', 'beforeinput', 'input', 'change', 'copy', 'cut', 'paste'],
  ...['compositionstart', 'compositionupdate', 'compositionend', 'focusin', 'focusout'],
]

/** Keeps events of typing within the element; those inside it have heard them by then. */
export function keepToItself(host: HTMLElement): void {
  for (const type of kept) host.addEventListener(type, (event) => event.stopPropagation())
}
