import * as z from 'zod'
import { create } from 'zustand'

const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']).catch('system'),
  /** Which key sends: Enter, or ⌘/Ctrl + Enter. */
  sendKey: z.enum(['enter', 'mod-enter']).catch('mod-enter'),
  sort: z.enum(['newest', 'waiting']).catch('newest'),
})
export type Preferences = z.infer<typeof preferences>

const place = 'parley.preferences'

function read(): Preferences {
  try {
    return preferences.parse(JSON.parse(localStorage.getItem(place) ?? '{}'))
  } catch {
    // Storage switched off, or written by something else: start from the defaults.
    return preferences.parse({})
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
