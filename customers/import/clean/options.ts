import { fold } from '../../../language/folding.ts'

/**
 * The option a word names: by its whole label, else by one of the label's words where only one option has that (普洱 for “普洱 Pu’er”,
 * but red for neither “Red wine” nor “Red label”). Null: none, or several.
 */
export function optionNamed(options: { id: string; label: string }[], written: string): string | null {
  const word = fold(written).trim()
  const whole = options.find(({ label }) => fold(label).trim() === word)
  if (whole) return whole.id
  const holding = options.filter(({ label }) => wordsOf(label).includes(word))
  return holding.length === 1 ? holding[0]!.id : null
}

const wordsOf = (label: string): string[] => fold(label).split(/[\s/|,;:()[\]·、，；：（）【】-]+/)
