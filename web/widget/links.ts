/** A piece of a message's text; `href` when it is an address to go to. */
export type Piece = { text: string; href?: string }

const address = /https?:\/\/[^\s<>"'`，。；：！？、（）【】《》「」“”]+/gi
const closing = /[.,;:!?)\]}]+$/

/** Splits a text at its web addresses; only http and https become links, and every character stays. */
export function pieces(text: string): Piece[] {
  const result: Piece[] = []
  let end = 0
  for (const match of text.matchAll(address)) {
    const href = withoutClosing(match[0])
    if (!URL.canParse(href)) continue
    if (match.index > end) result.push({ text: text.slice(end, match.index) })
    result.push({ text: href, href })
    end = match.index + href.length
  }
  return end < text.length ? [...result, { text: text.slice(end) }] : result
}

// The full stop after an address belongs to the sentence; a closing bracket too, unless the address opened one.
function withoutClosing(url: string): string {
  const tail = closing.exec(url)?.[0] ?? ''
  if (tail.startsWith(')') && url.includes('(')) return url.slice(0, url.length - tail.length + 1)
  return url.slice(0, url.length - tail.length)
}

/** Nothing but up to three emoji: shown large, as chats do. */
export function isEmojiOnly(text: string): boolean {
  return /^(\p{Extended_Pictographic}(\p{Emoji_Modifier}|\u200d\p{Extended_Pictographic}|\ufe0f)*\s*){1,3}$/u.test(text)
}
