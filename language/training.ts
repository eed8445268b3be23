import { denseNames, featuresOf } from './features.ts'
import { damping, labels, placeOf, softmax, tableSize, type Label, type Model } from './model.ts'

/** `weight`: how much a sample counts; 1 when not given. `domain`: where it comes from, for cross-domain tables. */
export type Sample = { text: string; label: Label; domain: string; weight?: number }

const epochs = 4
const rate = 0.1
/** Its probabilities are pulled apart by this afterwards: it is right more often than it says on domains it has never seen. */
const sharpening = 4.6

/** What fewer samples have tells nothing about others, and would crowd the table. */
const common = 5

type Corpus = {
  /** Places of all samples' common features, one sample after another; sample n's lie from `begins[n]` to `begins[n + 1]`. */
  places: Int32Array
  begins: Int32Array
  /** How many features each sample has, the rare ones too. */
  counts: Int32Array
  dense: Float32Array
  targets: Uint8Array
  weights: Float32Array
}

/** Weights still being learned: a pair (negative, positive) per place and per dense feature, each with its sum of squared gradients. */
type Learner = { table: Float32Array; tableSquares: Float32Array; dense: Float64Array; denseSquares: Float64Array }

/** Learns a model by AdaGrad over shuffled samples; the same samples in the same order give the same model, bit for bit. */
export function trainSentiment(samples: Sample[]): Model {
  const corpus = corpusOf(samples)
  const learner = newLearner()
  const random = randomFrom(7)
  const order = Int32Array.from(samples, (_, at) => at)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    shuffle(order, random)
    for (const sample of order) learn(learner, corpus, sample)
  }
  return quantise(learner)
}

function corpusOf(samples: Sample[]): Corpus {
  const dense = new Float32Array(samples.length * denseNames.length)
  const all = samples.map(({ text }, at) => {
    const features = featuresOf(text)
    dense.set(features.dense, at * denseNames.length)
    return features.hashes.subarray(0, features.count).map(placeOf)
  })
  return {
    ...joined(withoutRare(all)),
    counts: Int32Array.from(all, (places) => places.length),
    dense,
    targets: Uint8Array.from(samples, ({ label }) => labels.indexOf(label)),
    weights: Float32Array.from(samples, ({ weight = 1 }) => weight),
  }
}

function withoutRare(all: Int32Array[]): Int32Array[] {
  const having = new Uint32Array(tableSize)
  for (const places of all) for (const place of places) having[place] = (having[place] ?? 0) + 1
  return all.map((places) => places.filter((place) => (having[place] ?? 0) >= common))
}

function joined(all: Int32Array[]): Pick<Corpus, 'places' | 'begins'> {
  const begins = new Int32Array(all.length + 1)
  for (const [at, places] of all.entries()) begins[at + 1] = (begins[at] ?? 0) + places.length
  const joint = new Int32Array(begins.at(-1) ?? 0)
  for (const [at, places] of all.entries()) joint.set(places, begins[at])
  return { places: joint, begins }
}

function newLearner(): Learner {
  return {
    table: new Float32Array(2 * tableSize),
    tableSquares: new Float32Array(2 * tableSize).fill(0.01),
    dense: new Float64Array(2 * denseNames.length),
    denseSquares: new Float64Array(2 * denseNames.length).fill(1),
  }
}

/** One step down the slope of one sample's error. */
function learn(learner: Learner, corpus: Corpus, sample: number): void {
  const begin = corpus.begins[sample] ?? 0
  const end = corpus.begins[sample + 1] ?? 0
  const share = damping(corpus.counts[sample] ?? 0)
  const [negative, , positive] = guess(learner, corpus, sample, share)
  const weight = corpus.weights[sample] ?? 1
  const target = corpus.targets[sample]
  const errors = [(negative - (target === 0 ? 1 : 0)) * weight, (positive - (target === 2 ? 1 : 0)) * weight] as const
  for (let at = begin; at < end; at += 1) {
    const place = 2 * (corpus.places[at] ?? 0)
    step(learner.table, learner.tableSquares, place, errors[0] * share)
    step(learner.table, learner.tableSquares, place + 1, errors[1] * share)
  }
  for (let at = 0; at < denseNames.length; at += 1) {
    const value = corpus.dense[sample * denseNames.length + at] ?? 0
    if (value === 0) continue
    step(learner.dense, learner.denseSquares, 2 * at, errors[0] * value)
    step(learner.dense, learner.denseSquares, 2 * at + 1, errors[1] * value)
  }
}

function guess({ table, dense }: Learner, corpus: Corpus, sample: number, share: number) {
  let negative = 0
  let positive = 0
  for (let at = corpus.begins[sample] ?? 0; at < (corpus.begins[sample + 1] ?? 0); at += 1) {
    const place = 2 * (corpus.places[at] ?? 0)
    negative += table[place] ?? 0
    positive += table[place + 1] ?? 0
  }
  negative *= share
  positive *= share
  for (let at = 0; at < denseNames.length; at += 1) {
    const value = corpus.dense[sample * denseNames.length + at] ?? 0
    negative += value * (dense[2 * at] ?? 0)
    positive += value * (dense[2 * at + 1] ?? 0)
  }
  return softmax(negative, positive)
}

function step(weights: Float32Array | Float64Array, squares: Float32Array | Float64Array, at: number, gradient: number): void {
  const sum = (squares[at] ?? 0) + gradient * gradient
  squares[at] = sum
  weights[at] = (weights[at] ?? 0) - (rate * gradient) / Math.sqrt(sum)
}

/** A byte a weight, in steps of a 127th of the largest: cutting the largest costs the very words that tell most. */
function quantise({ table, dense }: Learner): Model {
  const steps = [stepOf(table, 0), stepOf(table, 1)]
  const bytes = new Int8Array(table.length)
  for (let at = 0; at < table.length; at += 1) bytes[at] = Math.round((table[at] ?? 0) / (steps[at % 2] ?? 1))
  return {
    table: bytes,
    scales: Float32Array.from(steps, (size) => size * sharpening),
    dense: Float32Array.from(dense, (weight) => weight * sharpening),
  }
}

function stepOf(table: Float32Array, column: number): number {
  let most = 0
  for (let at = column; at < table.length; at += 2) most = Math.max(most, Math.abs(table[at] ?? 0))
  return most / 127 || 1
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1))
    const kept = order[at] ?? 0
    order[at] = order[other] ?? 0
    order[other] = kept
  }
}

/** Numbers in 0…1 that look random and are the same in every run (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
