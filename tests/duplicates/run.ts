import { measure } from './measure.ts'

/** Prints how well duplicates are told from namesakes, over five seeds that were looked at while the weights were chosen; `measure.test.ts` holds others out. */
for (const seed of [101, 102, 103, 104, 105]) {
  const { pairs, same, automatic, suggestions } = measure(seed, 2_000)
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`
  process.stdout.write(
    `seed ${seed}: ${pairs} pairs, ${same} of one person · linked by itself ${automatic.linked}, precision ${percent(automatic.precision)}` +
      ` · suggested ${suggestions.shown}, recall ${percent(suggestions.recall)}, precision ${percent(suggestions.precision)}\n`,
  )
}
const table = Object.entries(measure(101, 4_000).by).toSorted()
for (const [by, { pairs, shown }] of table) process.stdout.write(`  ${by}: ${shown} of ${pairs} suggested\n`)
