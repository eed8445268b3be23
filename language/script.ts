export type Language = 'zh' | 'en' | 'mixed' | 'other'

/** A Latin word says as much as about two Chinese characters. */
const charactersPerWord = 2

const han = 1
const latin = 2
const accented = 3
const foreign = 4
const kinds = new Uint8Array(0x10000)
mark(/\p{L}/u, foreign)
mark(/[\u00c0-\u024f]/u, accented)
mark(/[a-zａ-ｚ]/iu, latin)
mark(/\p{Script=Han}/u, han)

/**
 * The language of a message, told by its script: Chinese characters against Latin words. `mixed` is both (“你好 I need help”), `other` is
 * neither: another script, a Latin language full of accents, or no letters at all. It does not tell English from plain Latin text of
 * another language.
 */
export function languageOf(text: string): Language {
  const { characters, words, accents, others } = countScripts(text)
  if (others + accents > (characters + words) / 2) return 'other'
  const weight = words * charactersPerWord
  if (characters + weight === 0) return 'other'
  const chinese = characters / (characters + weight)
  return chinese >= 0.6 ? 'zh' : chinese <= 0.15 ? 'en' : 'mixed'
}

/** Latin is counted by words, the rest by letters. */
function countScripts(text: string): { characters: number; words: number; accents: number; others: number } {
  const counts = [0, 0, 0, 0, 0]
  let before = 0
  for (let at = 0; at < text.length; at += 1) {
    const kind = kinds[text.charCodeAt(at)] ?? 0
    if (kind !== latin || (before !== latin && before !== accented)) counts[kind] = (counts[kind] ?? 0) + 1
    before = kind
  }
  const [, characters = 0, words = 0, accents = 0, others = 0] = counts
  return { characters, words, accents, others }
}

function mark(pattern: RegExp, kind: number): void {
  for (let code = 0; code < kinds.length; code += 1) if (pattern.test(String.fromCharCode(code))) kinds[code] = kind
}
