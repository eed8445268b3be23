import { fold } from './folding.ts'

/**
 * The words of a text to look it up by, folded: Latin words and numbers as they stand, and of Chinese, where words are not parted, every
 * character and every pair of neighbours. “Order 12 頭髮” → order, 12, 头, 发, 头发. In their order, with repeats.
 */
export function tokensOf(text: string): string[] {
  const runs = fold(text).match(/\p{Script=Han}+|[\p{L}\p{M}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? []
  return runs.flatMap((run) => (/^\p{Script=Han}/u.test(run) ? [...singles(run), ...pairs(run)] : partsOf(run)))
}

/** A word that begins Latin and ends Chinese (“iPhone手机”) is both. */
function partsOf(run: string): string[] {
  const at = run.search(/\p{Script=Han}/u)
  return at < 0 ? [run.replaceAll('’', "'")] : [run.slice(0, at), ...tokensOf(run.slice(at))]
}

const singles = (run: string): string[] => [...run]

function pairs(run: string): string[] {
  const characters = [...run]
  return characters.slice(1).map((character, at) => `${characters[at]}${character}`)
}
