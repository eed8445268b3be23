import type { ClipboardEvent } from 'react'

/** Takes pasted files as attachments; a text is pasted as ever. */
export function pasteFiles(event: ClipboardEvent, add: (files: File[]) => void): void {
  const files = [...event.clipboardData.files]
  if (files.length === 0) return
  event.preventDefault()
  add(files)
}
