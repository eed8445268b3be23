import { type Handler, Parser } from 'htmlparser2'

/** This HTML is deeper, larger or slower to read than any mail is. */
export class TooComplex extends Error {}

/**
 * What one reading may come to. `depth`: elements open at once; the parser looks through all of them at each end tag, so that its time is depth
 * times tags (measured: 8 MB of end tags at a depth of 500 take 1.2 s, at 5,000 12 s). `foreign`: `svg`, `math` and what they hold, whose
 * list the parser may never shorten. `ms`: for all passes over one mail, by the wall clock of a machine that may be
 * busy; a second is much.
 */
export const htmlLimits = { characters: 8 * 1024 * 1024, depth: 500, elements: 500_000, attributes: 500, foreign: 2_000, ms: 8_000 }

const foreign = new Set('svg math mi mo mn ms mtext annotation-xml foreignobject desc title'.split(' '))

/** Counts the ms of several readings of one mail. Throws `TooComplex` when asked after its end. */
export type Clock = { check: () => void }
export function startClock(ms = htmlLimits.ms): Clock {
  const end = performance.now() + ms
  return {
    check: () => {
      if (performance.now() > end) throw new TooComplex(`more than ${ms} ms`)
    },
  }
}

type Handlers = Required<Pick<Handler, 'onopentag' | 'ontext' | 'onclosetag'>>

/** Reads HTML, counting what the parser itself opens and closes: throws `TooComplex` at the first element beyond a limit. */
export function readHtml(html: string, handlers: Handlers, clock: Clock): void {
  if (html.length > htmlLimits.characters) throw new TooComplex('too long')
  const count = { open: 0, elements: 0, attributes: 0, foreign: 0 }
  const parser = new Parser(
    {
      ...handlers,
      onopentagname(name) {
        count.open += 1
        count.elements += 1
        count.attributes = 0
        if (foreign.has(name)) count.foreign += 1
        if (count.open > htmlLimits.depth) throw new TooComplex('too deep')
        if (count.elements > htmlLimits.elements) throw new TooComplex('too many elements')
        if (count.foreign > htmlLimits.foreign) throw new TooComplex('too many drawings')
        if (count.elements % 500 === 0) clock.check()
      },
      onattribute() {
        count.attributes += 1
        if (count.attributes > htmlLimits.attributes) throw new TooComplex('too many attributes')
      },
      onclosetag(name, implied) {
        count.open -= 1
        handlers.onclosetag(name, implied)
      },
    },
    { decodeEntities: true, lowerCaseTags: true, lowerCaseAttributeNames: true, recognizeSelfClosing: false },
  )
  parser.end(html)
}
