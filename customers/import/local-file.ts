import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openFile } from '../../server/storage.ts'

/** Lends a kept file as one on this machine's disk, wherever storage lies: workbooks are read from several places at once. */
export async function withLocalFile<T>(hash: string, work: (path: string) => Promise<T>): Promise<T> {
  const copy = path.join(tmpdir(), `parley-${randomUUID()}`)
  try {
    await pipeline(await openFile(hash), createWriteStream(copy, { mode: 0o600 }))
    return await work(copy)
  } finally {
    await rm(copy, { force: true })
  }
}
