import { statfs } from 'node:fs/promises'
import { env } from './env.ts'

// PostgreSQL writes its log in pieces of 16 MB: below two of them nothing can be promised any more.
const fullBytes = 32 * 1024 * 1024
const lowBytes = 1024 * 1024 * 1024
/** For so long after something could not be written, the disk counts as full, whatever it says itself: it may be the database's own. */
const rememberedMs = 15_000

let fullSince = -Infinity

/** Remembers that something could not be written for want of room. */
export function noteDiskFull(): void {
  fullSince = performance.now()
}

/** Why nothing can be written now; null when there is room. */
export async function diskFull(): Promise<string | null> {
  if ((await freeBytes()) < fullBytes) return 'the disk of DATA_DIR is full'
  return performance.now() - fullSince < rememberedMs ? 'a disk is full: something could not be written a moment ago' : null
}

/** Says how much room there is when that is little. */
export async function diskLow(): Promise<string | null> {
  const free = await freeBytes()
  return free < lowBytes ? `the disk of DATA_DIR has ${Math.floor(free / 1_048_576)} MB left` : null
}

/** What we may still write below DATA_DIR, in bytes. */
export async function freeBytes(): Promise<number> {
  const { bavail, bsize } = await statfs(env().DATA_DIR)
  return bavail * bsize
}
