import { useEffect, useRef } from 'react'

/** Something a person can do by key or from the palette. `keys` in the form `j`, `?`, `mod+k`. */
export type Action = { id: string; label: string; keys?: string; run: () => void; hidden?: boolean }

const registered = new Set<{ current: readonly Action[] }>()

/** Offers actions as long as the component is on screen; the newest offer of a key wins. */
export function useActions(actions: readonly Action[]): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    registered.add(latest)
    return () => void registered.delete(latest)
  }, [])
}

/** What can be done right now. */
export function currentActions(): Action[] {
  return [...registered].flatMap((offer) => offer.current)
}

/** Runs the action a key stands for. Single letters are left alone while somebody types or a window or menu is open. */
export function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
  const keys = keysOf(event)
  if (!keys.startsWith('mod+') && isBusy(event.target)) return
  const action = currentActions().findLast((one) => one.keys === keys)
  if (!action) return
  event.preventDefault()
  action.run()
}

function keysOf(event: KeyboardEvent): string {
  if (event.altKey) return ''
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.metaKey || event.ctrlKey ? `mod+${key}` : key
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

const isApple = /Mac|iPhone|iPad/.test(navigator.userAgent)
/** The name of the ⌘/Ctrl key on this machine. */
export const modName = isApple ? '⌘' : 'Ctrl'
/** Keys as they are written for people: `⌘K`, `Ctrl K`, `J`. */
export const keysLabel = (keys: string) =>
  keys
    .split('+')
    .map((key) => (key === 'mod' ? modName : key === 'Enter' ? '↵' : key.toUpperCase()))
    .join(isApple ? '' : ' ')
