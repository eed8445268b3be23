/** Orders two feed cursors (`<transaction>.<id>`): negative when `a` comes first. */
export function compareCursors(a: string, b: string): number {
  const [xactA = '0', idA = '0'] = a.split('.')
  const [xactB = '0', idB = '0'] = b.split('.')
  const order = BigInt(xactA) - BigInt(xactB) || BigInt(idA) - BigInt(idB)
  return order < 0n ? -1 : order > 0n ? 1 : 0
}
