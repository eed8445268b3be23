/** A hash that has taken in one more number; 32 bits, signed. */
export function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, 0x9e3779b1)
  return mixed ^ (mixed >>> 15)
}

/** The hash of the first `length` UTF-16 units of a name; another `seed` gives another. */
export function hashOf(seed: number, name: string, length: number): number {
  let hash = seed
  for (let at = 0; at < length; at += 1) hash = mix(hash, name.charCodeAt(at))
  return hash
}

const most = 20_000

/** What was collected since the last `collect`. Kept from text to text, so that reading one leaves nothing to clear away. */
export const collected = { hashes: new Int32Array(most), count: 0 }

const seen = new Int32Array(1 << 14)
const seenBy = new Int32Array(1 << 14)
let round = 0

/** Begins anew. */
export function collect(): void {
  round = (round + 1) | 0
  collected.count = 0
}

/** Collects a hash: once since `collect`, and no more than there is room for. */
export function add(hash: number): void {
  const slot = (hash ^ (hash >>> 14)) & (seen.length - 1)
  if (seenBy[slot] === round && seen[slot] === hash) return
  seenBy[slot] = round
  seen[slot] = hash
  if (collected.count < most) collected.hashes[collected.count++] = hash
}
