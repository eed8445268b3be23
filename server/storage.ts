import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ByteRange, cut } from './byte-range.ts'
import { drive } from './drive.ts'
import { env } from './env.ts'
import { fail } from './errors.ts'
import { contentType, sniffBytes } from './content-type.ts'

const sliceBytes = 1024 * 1024

/** A kept file: SHA-256 of its bytes (its address), size in bytes, media type by content. */
export type StoredFile = { hash: string; size: number; type: string }

/**
 * Keeps a file under the hash of its bytes; the same bytes are kept once. Resolves when they are safely on disk.
 * Refuses (`invalid`) more than `maxBytes`, and then keeps nothing. Errors of `source` pass through.
 */
export async function putFile(source: Readable | Buffer, { maxBytes }: { maxBytes: number }): Promise<StoredFile> {
  const draft = path.join(await draftFolder(), randomUUID())
  try {
    const file = await writeDraft(source, draft, maxBytes)
    await place(draft, keyOf(file.hash))
    return file
  } finally {
    await rm(draft, { force: true })
  }
}

/** A kept file's bytes, or a part of them, as a stream. Refuses (`not_found`) a hash nothing is kept under. */
export async function openFile(hash: string, range: ByteRange | null = null): Promise<Readable> {
  const whole = await openKey(keyOf(hash))
  // The drive gives files whole only; they are few megabytes, and what lies behind the part is not read.
  return range ? Readable.from(cut(whole, range), { objectMode: false }) : whole
}

/** A kept file's bytes at once: for files whose size has a limit. */
export async function readFile(hash: string): Promise<Buffer> {
  const { disk } = await drive()
  if (!(await disk.exists(keyOf(hash)))) fail('not_found', 'This file is not kept here any more.')
  const { buffer, byteOffset, byteLength } = await disk.getBytes(keyOf(hash))
  return Buffer.from(buffer, byteOffset, byteLength)
}

/** Those of these files that were not kept (again) within the last `ms`, by the clock of the disk they lie on. */
export async function notKeptLately(hashes: string[], ms: number): Promise<string[]> {
  const { disk } = await drive()
  const now = await diskTime()
  const old: string[] = []
  for (const hash of hashes) {
    const kept = (await disk.exists(keyOf(hash))) ? (await disk.getMetaData(keyOf(hash))).lastModified.getTime() : 0
    if (kept <= now - ms) old.push(hash)
  }
  return old
}

/** Another machine may have written the files, and the process's own clock may be hours off. */
async function diskTime(): Promise<number> {
  const probe = path.join(await draftFolder(), randomUUID())
  try {
    await writeFile(probe, '')
    return (await stat(probe)).mtimeMs
  } finally {
    await rm(probe, { force: true })
  }
}

/** Removes a kept file; nothing happens when there is none. Whether anybody still refers to it is for the caller to know. */
export async function removeFile(hash: string): Promise<void> {
  await removeDerived(keyOf(hash))
}

/** Removes something kept under a key of its own, if there is such a thing. */
export async function removeDerived(key: string): Promise<void> {
  const { disk } = await drive()
  await disk.delete(key)
}

/** Opens something kept beside the files (a thumbnail) by its key; null when there is none. */
export async function openDerived(key: string): Promise<Readable | null> {
  const { disk } = await drive()
  return (await disk.exists(key)) ? disk.getStream(key) : null
}

/** Keeps something made from a file, under a key of its own. */
export async function putDerived(key: string, bytes: Buffer): Promise<void> {
  const draft = path.join(await draftFolder(), randomUUID())
  try {
    await pipeline(Readable.from([bytes]), createWriteStream(draft, { flush: true }))
    await place(draft, key)
  } finally {
    await rm(draft, { force: true })
  }
}

/** Where a file lies, by its hash. The one place a path is made from input: only 64 hex digits pass. */
export function keyOf(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) fail('not_found', 'This is not the address of a file.')
  return `${hash.slice(0, 2)}/${hash.slice(2)}`
}

async function openKey(key: string): Promise<Readable> {
  return (await openDerived(key)) ?? fail('not_found', 'This file is not kept here any more.')
}

// Beside the files themselves, so that the last step is a rename within one file system.
async function draftFolder(): Promise<string> {
  const folder = path.join(env().DATA_DIR, 'files', 'drafts')
  await mkdir(folder, { recursive: true })
  return folder
}

async function writeDraft(source: Readable | Buffer, draft: string, maxBytes: number): Promise<StoredFile> {
  const digest = createHash('sha256')
  let size = 0
  const head: Buffer[] = []
  async function* measured(chunks: AsyncIterable<Buffer | string>) {
    for await (const part of chunks) {
      const chunk = typeof part === 'string' ? Buffer.from(part) : part
      if (size < sniffBytes) head.push(chunk.subarray(0, sniffBytes - size))
      size += chunk.length
      if (size > maxBytes) fail('invalid', `This file is larger than ${megabytes(maxBytes)}: send a smaller one.`, { field: 'file' })
      digest.update(chunk)
      yield chunk
    }
  }
  await pipeline(
    Buffer.isBuffer(source) ? Readable.from(slices(source)) : source,
    measured,
    createWriteStream(draft, { flush: true, mode: 0o600 }),
  )
  return { hash: digest.digest('hex'), size, type: await contentType(Buffer.concat(head)) }
}

/** Between two of them others come in: hashing 30 MB at one go would keep everybody waiting. */
function* slices(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes)
}

function megabytes(bytes: number): string {
  return bytes >= 1_048_576 ? `${Math.floor(bytes / 1_048_576)} MB` : `${bytes} bytes`
}

async function place(draft: string, key: string): Promise<void> {
  const { disk, folder } = await drive()
  if (!folder) return disk.putStream(key, createReadStream(draft), { contentLength: (await stat(draft)).size })
  const target = path.join(folder, key)
  await mkdir(path.dirname(target), { recursive: true })
  await rename(draft, target)
  await syncFolder(path.dirname(target))
}

// A rename survives a power cut only once its folder is written too; Windows has no such call.
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}
