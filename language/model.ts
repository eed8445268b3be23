import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { denseNames, type Features } from './features.ts'

export const labels = ['negative', 'neutral', 'positive'] as const
export type Label = (typeof labels)[number]

/** Places in the table; a power of two, ten times the features that are kept, so that few share one: docs/language.md has what that is worth. */
export const tableSize = 1 << 20

/**
 * A three-class multinomial logistic regression, told by what speaks for negative and for positive against neutral, whose own weights are
 * zero. `table` holds a byte pair (negative, positive) per hashed feature, `scales` what a step of each is worth, `dense` a pair per name
 * of `denseNames`.
 */
export type Model = { table: Int8Array; scales: Float32Array; dense: Float32Array }

/** p(negative), p(neutral), p(positive); they sum to 1. */
export type Probabilities = [number, number, number]

/** Where a hashed feature stands in the table. */
export const placeOf = (hash: number): number => (hash ^ (hash >>> 17)) & (tableSize - 1)

/** Long texts have more features, not stronger feelings: their sum is divided by its expected size. */
export const damping = (count: number): number => 1.5 / Math.sqrt(count + 4)

export function probabilitiesOf({ table, scales, dense }: Model, features: Features): Probabilities {
  const { hashes, count } = features
  let negative = 0
  let positive = 0
  for (let at = 0; at < count; at += 1) {
    const place = 2 * placeOf(hashes[at] ?? 0)
    negative += table[place] ?? 0
    positive += table[place + 1] ?? 0
  }
  negative *= (scales[0] ?? 0) * damping(count)
  positive *= (scales[1] ?? 0) * damping(count)
  for (let at = 0; at < denseNames.length; at += 1) {
    const value = features.dense[at] ?? 0
    negative += value * (dense[2 * at] ?? 0)
    positive += value * (dense[2 * at + 1] ?? 0)
  }
  return softmax(negative, positive)
}

/** Neutral stands at zero. */
export function softmax(negative: number, positive: number): Probabilities {
  const most = Math.max(negative, 0, positive)
  const shares = [Math.exp(negative - most), Math.exp(-most), Math.exp(positive - most)] as const
  const total = shares[0] + shares[1] + shares[2]
  return [shares[0] / total, shares[1] / total, shares[2] / total]
}

const mark = 'PSM2'

/** The bytes of a weights file: mark, scales, dense weights (float32, little-endian), and the table, nine tenths zeros, deflated. */
export function encodeModel({ table, scales, dense }: Model): Uint8Array {
  const floats = [...scales, ...dense]
  const head = new DataView(new ArrayBuffer(4 * floats.length))
  for (const [at, value] of floats.entries()) head.setFloat32(4 * at, value, true)
  const packed = deflateRawSync(new Uint8Array(table.buffer, table.byteOffset, table.length), { level: 9 })
  return Buffer.concat([Buffer.from(mark), new Uint8Array(head.buffer), packed])
}

/** Throws when the bytes are not those of a model for the features of this version. */
export function decodeModel(bytes: Uint8Array): Model {
  const count = 2 + 2 * denseNames.length
  const begin = mark.length + 4 * count
  if (Buffer.from(bytes.subarray(0, 4)).toString() !== mark) refuse()
  const view = new DataView(bytes.buffer, bytes.byteOffset)
  const floats = Float32Array.from({ length: count }, (_, at) => view.getFloat32(mark.length + 4 * at, true))
  const table = new Int8Array(inflateRawSync(bytes.subarray(begin)))
  if (table.length !== 2 * tableSize) refuse()
  return { scales: floats.slice(0, 2), dense: floats.slice(2), table }
}

function refuse(): never {
  throw new Error('These sentiment weights belong to another version of the program: run “npm run train:sentiment”.')
}
