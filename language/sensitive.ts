import { fold } from './folding.ts'

/** Abuse that is abuse in any trade. A workspace adds its own words. */
export const abusiveWords = [
  ...[
    '傻逼',
    '煞笔',
    '沙比',
    '他妈的',
    '妈的',
    '操你',
    '草泥马',
    '去死',
    '滚蛋',
    '王八蛋',
    '混蛋',
    '狗日的',
    '婊子',
    '贱人',
    '脑残',
    '神经病',
    '死全家',
  ],
  ...[
    'fuck',
    'fucking',
    'shit',
    'asshole',
    'bitch',
    'bastard',
    'motherfucker',
    'idiot',
    'moron',
    'retard',
    'cunt',
    'dickhead',
    'go to hell',
  ],
]

/**
 * Finds listed words in messages, whatever their width, case or script (`fold`). Latin words count only as whole words; Chinese ones
 * anywhere, also with blanks or stars put between their characters. Answers the words as listed, each once; an empty list finds nothing.
 */
export function matcherOf(words: string[]): (text: string) => string[] {
  const byFolded = new Map(words.map((word) => [fold(word).trim(), word] as const).filter(([folded]) => folded !== ''))
  if (byFolded.size === 0) return () => []
  const longestFirst = [...byFolded.keys()].sort((a, b) => b.length - a.length)
  const pattern = new RegExp(longestFirst.map(patternOf).join('|'), 'gu')
  return (text) => {
    const found = fold(text).match(pattern) ?? []
    return [
      ...new Set(found.map((match) => byFolded.get(match) ?? byFolded.get(match.replace(gaps, ''))).filter((word) => word !== undefined)),
    ]
  }
}

const gaps = /[\s*.·_-]/g

function patternOf(folded: string): string {
  const escaped = [...folded].map((one) => one.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&'))
  if (/^\p{Script=Han}+$/u.test(folded)) return escaped.join('[\\s*.·_-]{0,2}')
  return `(?<![\\p{L}\\p{N}])${escaped.join('')}(?![\\p{L}\\p{N}])`
}
