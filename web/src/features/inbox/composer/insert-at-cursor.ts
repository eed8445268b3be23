/** A field's text with `piece` at its cursor (at the end when there is none); the cursor then stands behind it. */
export function insertAtCursor(field: HTMLTextAreaElement | null, text: string, piece: string): string {
  const from = field?.selectionStart ?? text.length
  const to = field?.selectionEnd ?? text.length
  const next = text.slice(0, from) + piece + text.slice(to)
  requestAnimationFrame(() => field?.setSelectionRange(from + piece.length, from + piece.length))
  return next
}
