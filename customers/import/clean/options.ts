import { fold } from '../../../language/folding.ts'

/**
 * The option a word names: by its whole label, else by one of the label's words where only one option has that (普洱 for “普洱 Pu’er”,
 * but red for neither “Red wine” nor “Red label”). Null: none, or several.
 */
export function optionNamed(options: { id: string; label: string }[], written: string): string | null {
  const word = plain(written)
  const whole = options.find(({ label }) => plain(label) === word)
  if (whole) return whole.id
  const holding = options.filter(({ label }) => wordsOf(label).includes(word))
  return holding.length === 1 ? holding[0]!.id : null
}

/** Apostrophes, blanks and hyphens come in many shapes. */
const plain = (text: string): string => fold(text).replace(/[’‘ʼ`´]/g, "'").replace(/[\s\u2010-\u2015_-]+/g, ' ').trim() // prettier-ignore

const wordsOf = (label: string): string[] => plain(label).split(/[\s/|,;:()[\]·、，；：（）【】-]+/)
