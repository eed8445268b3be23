/**
 * The language to mark a text of somebody's with, by its script: on a Chinese page quotes and dashes of an English sentence would be drawn full-width.
 * Undefined where nothing tells: the page's own is as good.
 */
export function langOf(text: string): string | undefined {
  if (/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text)) return 'ja'
  if (/\p{Script=Hangul}/u.test(text)) return 'ko'
  if (/\p{Script=Han}/u.test(text)) return 'zh'
  return /\p{Script=Latin}/u.test(text) ? 'en' : undefined
}
