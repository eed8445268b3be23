import { fold } from '../../../language/folding.ts'

const nothing = new Set([
  '-',
  '--',
  '—',
  '/',
  '\\',
  '.',
  '无',
  '没有',
  '暂无',
  '未知',
  '不详',
  'n/a',
  'na',
  'none',
  'null',
  'nil',
  'undefined',
  '#n/a',
  '?',
])

/** A cell as text: trimmed, without what a database cannot hold; what only says "nothing" (无, -, N/A) is empty. */
export function cellText(cell: string): string {
  const text = cell
    .replaceAll('\0', '')
    .replace(/\r\n?/g, '\n')
    .replace(/\p{Cs}/gu, '\ufffd')
    .trim()
    .replace(/^'(?=\s*[=+\-@＝＋－＠])/, '')
  return nothing.has(text.toLowerCase()) ? '' : text
}

/** Full-width letters, digits and signs as half-width ones: ＴＯＭ → TOM. Other characters stay as they are. */
export function halfWidth(text: string): string {
  return text.replace(/[\uff01-\uff5e]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0)).replace(/\u3000/g, ' ')
}

/** A name on one line in half width; the wide blank between the characters of a Chinese name goes. */
export function cleanName(text: string): string {
  const name = halfWidth(text).replace(/\s+/g, ' ').trim()
  return /^\p{Script=Han}( \p{Script=Han}){1,3}$/u.test(name) ? name.replaceAll(' ', '') : name
}

/** A whole name of its parts: Chinese, Japanese and Korean ones begin with the family's name and have no blank, all others end with it. */
export function nameOfParts({ first = '', middle = '', last = '' }: { first?: string; middle?: string; last?: string }): string {
  const parts = [first, middle, last].filter((part) => part !== '')
  const isEastern = parts.length > 0 && parts.every((part) => /^[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}ー々]+$/u.test(part)) // prettier-ignore
  return isEastern ? last + middle + first : parts.join(' ')
}

/** `VIP, 老客户；北京` → three words, each once. Google's contacts part them by `:::`. */
export function splitWords(text: string): string[] {
  const words = text.split(/:::|[,;|，；、\n\r\t]+/).map((word) => word.trim())
  return [...new Set(words.filter((word) => word !== ''))]
}

const yes = new Set([
  '是',
  '有',
  '对',
  '真',
  '同意',
  '已同意',
  '愿意',
  '接受',
  '订阅',
  '已订阅',
  'ja',
  'oui',
  '开',
  'yes',
  'y',
  'true',
  't',
  '1',
  'on',
  'x',
  'agree',
  'agreed',
  'granted',
  'subscribed',
  'opt-in',
  '√',
  '✓',
  '✔',
])
const no = new Set([
  '否',
  '没',
  '不',
  '错',
  '假',
  '不同意',
  '拒绝',
  '不愿意',
  '不接受',
  '退订',
  '未订阅',
  'nein',
  'non',
  '关',
  'no',
  'n',
  'false',
  'f',
  '0',
  'off',
  'disagree',
  'refused',
  'withdrawn',
  'unsubscribed',
  'opt-out',
  '×',
  '✗',
  '✘',
])

/** 是, yes, √ → true; 否, no, × → false; null for anything else. */
export function readYesNo(text: string): boolean | null {
  const word = fold(text).trim()
  if (yes.has(word)) return true
  return no.has(word) ? false : null
}
