import type { KeyboardEvent } from 'react'
import { usePreferences } from '../../../app/preferences.ts'

/** Whether a stroke sends, by what the person prefers; the Enter that ends the choice of a Chinese word never does. */
export function isSendKey(event: KeyboardEvent): boolean {
  if (event.nativeEvent.isComposing || event.keyCode === 229 || event.key !== 'Enter' || event.shiftKey) return false
  return usePreferences.getState().sendKey === 'enter' || event.metaKey || event.ctrlKey
}
