import { Fragment } from 'react'
import { langOf } from '../../../i18n/lang-of.ts'

// Stops before punctuation that ends a sentence, in both scripts.
const address = /https?:\/\/[^\s<>"'，。；：！？、（）《》]+[^\s<>"'.,;:!?)\]，。；：！？、（）《》]/g

/** Text as it was typed, with web addresses that can be followed. Never anything else of HTML. */
export function LinkedText({ text }: { text: string }) {
  const parts: { text: string; isLink: boolean }[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    parts.push({ text: text.slice(from, match.index), isLink: false }, { text: match[0], isLink: true })
    from = match.index + match[0].length
  }
  parts.push({ text: text.slice(from), isLink: false })
  return (
    <span dir="auto" lang={langOf(text)} className="bubble-text block">
      {parts.map((part, at) =>
        part.isLink ? (
          <a
            key={at}
            href={part.text}
            target="_blank"
            rel="noopener noreferrer nofollow"
            className="text-accent-ink underline underline-offset-2"
          >
            {part.text}
          </a>
        ) : (
          <Fragment key={at}>{part.text}</Fragment>
        ),
      )}
    </span>
  )
}
