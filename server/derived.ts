import { buffer } from 'node:stream/consumers'
import { openDerived, putDerived } from './storage.ts'

/** What is being made at the moment, by its key: who asks for the same waits for the same. */
const making = new Map<string, Promise<Buffer>>()

/** What was made from a file and kept under `key`; made now, once, where nobody asked for it before. Errors of `make` pass through. */
export async function derived(key: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  const kept = await openDerived(key)
  if (kept) return buffer(kept)
  const made = making.get(key) ?? keep(key, make).finally(() => making.delete(key))
  making.set(key, made)
  return made
}

async function keep(key: string, make: () => Promise<Uint8Array>): Promise<Buffer> {
  const bytes = Buffer.from(await make())
  await putDerived(key, bytes)
  return bytes
}
