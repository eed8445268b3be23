import { judge, labelAt, sureFrom } from './judging.ts'
import { labels, type Model } from './model.ts'
import type { Sample } from './training.ts'

/** Shares 0…1; NaN where a set has nothing to measure it on. */
export type Measures = {
  count: number
  /** Macro-F1 of positive against negative by the sign of the score; samples labelled neutral left out. */
  polarity: number
  /** Macro-F1 of the three labels. */
  threeClasses: number
  /** Of what is neutral, how much is called so. */
  neutralKept: number
  flagPrecision: number
  flagRecall: number
}

/** What a model makes of labelled samples. */
export function measure(model: Model, samples: Sample[]): Measures {
  const guesses = samples.map(({ text, label }) => ({ truth: labels.indexOf(label), shares: judge(model, text).shares }))
  const polar = guesses.filter(({ truth }) => truth !== 1)
  const neutral = guesses.filter(({ truth }) => truth === 1)
  const flagged = polar.filter(({ shares }) => shares[0] >= sureFrom)
  const justly = flagged.filter(({ truth }) => truth === 0).length
  return {
    count: samples.length,
    polarity: macroF1(polar.map(({ truth, shares }) => [truth, shares[2] >= shares[0] ? 2 : 0])),
    threeClasses: macroF1(guesses.map(({ truth, shares }) => [truth, labelAt(shares)])),
    neutralKept: neutral.filter(({ shares }) => labelAt(shares) === 1).length / neutral.length,
    flagPrecision: justly / flagged.length,
    flagRecall: justly / polar.filter(({ truth }) => truth === 0).length,
  }
}

/** The mean of each class's F1, over the classes there are. */
function macroF1(pairs: [truth: number, guess: number][]): number {
  const classes = [...new Set(pairs.map(([truth]) => truth))]
  const each = classes.map((one) => {
    const hits = pairs.filter(([truth, guess]) => truth === one && guess === one).length
    const named = pairs.filter(([truth, guess]) => truth === one || guess === one).length
    return (2 * hits) / (hits + named)
  })
  return each.reduce((sum, value) => sum + value, 0) / each.length
}
