import type { WidgetMessage } from '../../contract/widget.ts'
import { withAddresses } from './thread.ts'
import type { Language } from './words.ts'

type Uploaded = WidgetMessage['attachments'][number]

/** A file chosen for the next message. `progress` runs from 0 to 1; `done` has the server's word, `error` a person's. */
export type Upload = { key: number; file: File; progress: number; done: Uploaded | null; error: string | null; cancel: () => void }

export const maxBytes = 10 * 1024 * 1024
export const maxFiles = 10

type Target = { base: string; locale: Language; token: () => string }

let keys = 0

/** Sends a file on its way at once; `changed` is called as it gets on. */
export function startUpload({ base, locale, token }: Target, file: File, failure: string, changed: () => void): Upload {
  // fetch cannot tell how far an upload has got.
  const request = new XMLHttpRequest()
  const upload: Upload = { key: (keys += 1), file, progress: 0, done: null, error: null, cancel: () => request.abort() }
  const update = (news: Partial<Upload>) => {
    Object.assign(upload, news)
    changed()
  }
  request.upload.addEventListener('progress', ({ loaded, total }) => update({ progress: total ? loaded / total : 0 }))
  request.addEventListener('error', () => update({ error: failure }))
  request.addEventListener('load', () => update(outcome(base, request, failure)))
  request.open('POST', `${base}/widget/files?name=${encodeURIComponent(file.name)}`)
  request.setRequestHeader('Authorization', `Bearer ${token()}`)
  // The language of the answer; one of the few headers a page may set for another site without asking first.
  request.setRequestHeader('Accept-Language', locale)
  request.setRequestHeader('Content-Type', 'application/octet-stream')
  request.send(file)
  return upload
}

function outcome(base: string, request: XMLHttpRequest, failure: string): Partial<Upload> {
  const body = parse(request.responseText)
  if (request.status === 200) return { done: withAddresses(base, { attachments: [body as Uploaded] }).attachments[0] ?? null, progress: 1 }
  return { error: (body as { error?: { message?: string } } | null)?.error?.message ?? failure }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
