import { create } from 'zustand'
import { oneOf } from './one-of.ts'

export type Preferences = {
  theme: 'system' | 'light' | 'dark'
  /** Which key sends: Enter, or ⌘/Ctrl + Enter. */
  sendKey: 'enter' | 'mod-enter'
  sort: 'newest' | 'waiting' | 'mood'
  /** Columns of the customers list, in order; null: the usual ones. */
  columns: readonly string[] | null
}

const place = 'parley.preferences'

function read(): Preferences {
  const kept = storedObject()
  return {
    theme: oneOf(['system', 'light', 'dark'], kept['theme'], 'system'),
    sendKey: oneOf(['enter', 'mod-enter'], kept['sendKey'], 'mod-enter'),
    sort: oneOf(['newest', 'waiting', 'mood'], kept['sort'], 'newest'),
    columns: Array.isArray(kept['columns']) ? kept['columns'].map(String) : null,
  }
}

function storedObject(): Record<string, unknown> {
  try {
    return { ...(JSON.parse(localStorage.getItem(place) ?? '{}') as object) }
  } catch {
    // Storage switched off, or written by something else: start from the defaults.
    return {}
  }
}

/** What a person chose on this device. */
export const usePreferences = create<Preferences>()(read)

/** Changes some of it and keeps it for the next visit, where the browser lets us. */
export function prefer(change: Partial<Preferences>): void {
  usePreferences.setState(change)
  try {
    localStorage.setItem(place, JSON.stringify(usePreferences.getState()))
  } catch {
    // Full or forbidden: it holds until the page is closed.
  }
}
