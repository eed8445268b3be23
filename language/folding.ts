import hongKong from 'opencc-js/dict/HKVariantsRev'
import taiwan from 'opencc-js/dict/TWVariantsRev'
import traditional from 'opencc-js/dict/TSCharacters'

const ascii = /^[\x00-\x7f]*$/
const invisible = /[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g

/**
 * A text as it is compared, never as it is shown: full width becomes half (NFKC), capitals small, traditional characters simplified,
 * and what nobody sees (zero-width and direction marks) goes. Folding twice changes nothing. Length and positions may change.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  const plain = text.normalize('NFKC').toLowerCase().normalize('NFKC').replace(invisible, '')
  return simplify(plain)
}

/**
 * Traditional characters simplified, one by one, whatever word they stand in: 頭髮 and 头发, 發展 and 发展 are then the same to a search.
 * The rest stays. Source: OpenCC's character tables (Apache-2.0), with the variants used in Taiwan and Hong Kong.
 */
export function simplify(text: string): string {
  let result = ''
  let kept = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const simple = simplified[code] ?? 0
    if (simple === 0) continue
    result += text.slice(kept, at) + String.fromCharCode(simple)
    kept = at + 1
  }
  return kept === 0 ? text : result + text.slice(kept)
}

/** By UTF-16 unit; 0 where the character stays. The few pairs outside the basic plane are rarer than their cost. */
const simplified = tableOf(traditional, [taiwan, hongKong])

function tableOf(pairs: string, variants: string[]): Uint16Array {
  const table = new Uint16Array(0x10000)
  for (const [from, to] of pairsOf(pairs)) table[from] = to
  for (const [variant, standard] of variants.flatMap(pairsOf)) {
    const simple = table[standard] || standard
    if (table[variant] === 0 && simple !== variant) table[variant] = simple
  }
  // 麼 → 么 is simplified already, though 么 may stand for 幺.
  for (const simple of table.filter((code) => code > 0)) table[simple] = 0
  return table
}

function pairsOf(pairs: string): [number, number][] {
  return pairs
    .split('|')
    .map((pair) => pair.split(' '))
    .filter(([from = '', to = '']) => from.length === 1 && to.length === 1 && from !== to)
    .map(([from = '', to = '']) => [from.charCodeAt(0), to.charCodeAt(0)])
}
