import type { TextLimit } from '../../../../../contract/channels.ts'
import { splitText } from '../../../../../contract/split-text.ts'
import { measure, smsFill, type SmsFill } from '../../../../../contract/text-length.ts'

/** How a text stands to what its channel takes. `fits`: whether it can go out as it is. */
export type Room =
  | { is: 'plenty'; fits: true }
  | { is: 'left'; n: number; inBytes: boolean; fits: true }
  | { is: 'over'; n: number; fits: false }
  /** It goes out as several messages, of which the channel takes `most`. */
  | { is: 'parts'; parts: number; most: number; fits: boolean }
  | ({ is: 'segments'; most: number; fits: boolean } & SmsFill)

const plenty: Room = { is: 'plenty', fits: true }

/** The room a text leaves, counted as the channel does. Nothing is said of it while far from any end, except of an SMS, which costs by the part. */
export function roomOf(text: string, limit: TextLimit | undefined): Room {
  if (!limit || text.trim() === '') return plenty
  const { n, unit, parts } = limit
  const left = n - measure(text, unit)
  if (unit === 'segments') return { is: 'segments', ...smsFill(text), most: n * parts, fits: left >= 0 || partsOf(text, limit) <= parts }
  if (left < 0) return parts === 1 ? { is: 'over', n: -left, fits: false } : inParts(partsOf(text, limit), parts)
  return parts === 1 && left <= Math.min(200, n * 0.2) ? { is: 'left', n: left, inBytes: unit === 'bytes', fits: true } : plenty
}

/** Into how many messages it would be cut; not cut at all where no cut could be good enough. */
function partsOf(text: string, limit: TextLimit): number {
  const atLeast = Math.ceil(measure(text, limit.unit) / limit.n)
  return atLeast > limit.parts ? atLeast : splitText(text, limit).length
}

const inParts = (parts: number, most: number): Room => ({ is: 'parts', parts, most, fits: parts <= most })
