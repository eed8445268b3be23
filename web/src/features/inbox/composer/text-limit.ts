import type { Allowance } from '../../../../../contract/conversations.ts'

const encoder = new TextEncoder()

/** How much room a text leaves, in what the channel counts; negative when it is too long. Null while far from the end. */
export function roomLeft(text: string, limit: Allowance['textLimit'] | undefined): number | null {
  if (!limit) return null
  const length = limit.unit === 'bytes' ? encoder.encode(text).length : text.length
  const left = limit.n - length
  return left <= Math.min(200, limit.n * 0.2) ? left : null
}
