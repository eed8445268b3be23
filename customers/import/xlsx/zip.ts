import type { Readable } from 'node:stream'
import { openPromise, type Entry, type ZipFile } from 'yauzl'
import { fail } from '../../../server/errors.ts'

/** More than a sheet of a million rows needs unpacked; a zip bomb stops here (security.md 22). */
const largestPart = 1024 * 1024 * 1024
const mostParts = 5_000

/** A workbook's zip file: its parts by path. Nothing is ever unpacked to disk, so a part's path leads nowhere. */
export type Parts = { file: ZipFile; byPath: Map<string, Entry> }

/** Reads the zip's list of contents; refuses (`invalid`) what is damaged. */
export async function openParts(path: string): Promise<Parts> {
  const file = await openPromise(path, { autoClose: false, strictFileNames: false }).catch(refuse)
  const byPath = new Map<string, Entry>()
  const entries = file.eachEntry()
  for (;;) {
    const step = await entries.next().catch(refuse)
    if (step.done) return { file, byPath }
    byPath.set(step.value.fileName.toLowerCase(), step.value)
    if (byPath.size > mostParts) refuse(new Error('too many parts'))
  }
}

export const damagedFile = 'This Excel file is damaged. Open it in Excel, save it again as .xlsx, and send that.'

function refuse(cause: unknown): never {
  return fail('invalid', damagedFile, { field: 'file', cause })
}

/** A part unpacked as text, piece by piece; nothing for one that is not there. Refuses more than it may hold, whatever its header says. */
export async function* readPart({ file, byPath }: Parts, path: string): AsyncGenerator<string> {
  const entry = byPath.get(path.toLowerCase())
  if (!entry) return
  if (entry.isEncrypted()) fail('invalid', 'This Excel file has a password. Save it without one, and send it again.', { field: 'file' })
  const stream: Readable = await file.openReadStreamPromise(entry).catch(refuse)
  try {
    yield* decodeBounded(stream)
  } finally {
    stream.destroy()
  }
}

async function* decodeBounded(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8')
  const chunks = stream[Symbol.asyncIterator]()
  let size = 0
  for (;;) {
    const step = await chunks.next().catch(refuse)
    if (step.done) break
    const chunk = step.value as Buffer
    size += chunk.length
    if (size > largestPart) fail('invalid', 'This Excel file unpacks to more than 1 GB. Split it into several files.', { field: 'file' })
    yield decoder.decode(chunk, { stream: true })
  }
  yield decoder.decode()
}
