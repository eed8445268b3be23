import { keysOf, nameKey } from '../../customers/duplicates/keys.ts'
import { judge, suggested } from '../../customers/duplicates/score.ts'
import { traitsOf, type Traits } from '../../customers/duplicates/traits.ts'
import { chanceOf } from './chance.ts'
import { fields, labelledPairs, type Known, type Pair } from './pairs.ts'

export type Figures = {
  pairs: number
  same: number
  /** Of the pairs Parley would link by itself, how many are one person. */
  automatic: { linked: number; precision: number }
  /** Of the pairs of one person, how many are suggested (or linked); of the suggested, how many are right. */
  suggestions: { shown: number; recall: number; precision: number }
  /** Recall by what the pairs have in common, and false suggestions by the same. */
  by: Record<string, { pairs: number; shown: number }>
}

/** Judges `n` pairs of a seed as Parley does: only who shares a key is compared, and names many share weigh less. */
export function measure(seed: number, n: number): Figures {
  const pairs = labelledPairs(chanceOf(seed), n)
  const judged = judgeAll(pairs)
  const shown = judged.filter((one) => one.score >= suggested)
  const linked = judged.filter((one) => one.automatic)
  const same = pairs.filter((pair) => pair.same)
  const right = shown.filter((one) => one.same)
  const by: Figures['by'] = {}
  for (const one of judged) {
    const group = (by[`${one.same ? 'same' : 'other'}: ${one.by}`] ??= { pairs: 0, shown: 0 })
    group.pairs += 1
    if (one.score >= suggested) group.shown += 1
  }
  return {
    pairs: pairs.length,
    same: same.length,
    automatic: { linked: linked.length, precision: linked.filter((one) => one.same).length / linked.length },
    suggestions: { shown: shown.length, recall: right.length / same.length, precision: right.length / shown.length },
    by,
  }
}

type Judged = { same: boolean; by: string; score: number; automatic: boolean; pair: Pair }

export function judgeAll(pairs: Pair[]): Judged[] {
  const traits = pairs.map(({ a, b }) => [traitsFor(a), traitsFor(b)] as const)
  const holders = countHolders(traits.flat())
  return pairs.map((pair, n) => {
    const [a, b] = traits[n]!
    const met =
      a.related.includes(b.id) || b.related.includes(a.id) || keysOf(a).some((key) => keysOf(b).includes(key) && holders.get(key)! <= 30)
    const namesakes = Math.max(1, ...[a, b].flatMap((one) => keysOf(one).filter((key) => key.startsWith(nameKey)).map((key) => Math.min(31, holders.get(key)!)))) // prettier-ignore
    const { score, automatic } = met ? judge(a, b, namesakes) : { score: 0, automatic: false }
    return { same: pair.same, by: pair.by, score, automatic, pair }
  })
}

function traitsFor({ customer, devices, related }: Known): Traits {
  return traitsOf(customer, { phoneFields: [fields.phone], mailFields: [fields.mail], devices, related, hints: [] })
}

function countHolders(all: Traits[]): Map<string, number> {
  const holders = new Map<string, number>()
  for (const one of all) for (const key of keysOf(one)) holders.set(key, (holders.get(key) ?? 0) + 1)
  return holders
}
