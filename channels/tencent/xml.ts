import { XMLParser } from 'fast-xml-parser'
import { ParseError } from '../adapter.ts'

// Ids are longer than a number can hold, and blanks are the writer's, so everything stays the text it was.
const parser = new XMLParser({
  ignoreAttributes: true,
  parseTagValue: false,
  trimValues: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
})

/** In bytes; a message is a few thousand. How deep elements may nest is the parser's own limit, 100. */
const longest = 256 * 1024

/** The children of an XML body's root, as text by their names; an element within is an object, a repeated one a list. Throws `ParseError`. */
export function readXml(body: Buffer, root: string): Record<string, unknown> {
  if (body.length > longest) throw new ParseError('This XML is larger than any message. It was not read.')
  const text = body.toString('utf8').replaceAll('\0', '')
  refuseDeclarations(text)
  const children = read(text)[root]
  if (typeof children !== 'object' || children === null) throw new ParseError(`This is not XML with the root <${root}>.`)
  return children as Record<string, unknown>
}

/** Only CDATA may begin with “<!”: a DOCTYPE could define entities, and no provider sends one, nor a comment. */
function refuseDeclarations(text: string): void {
  for (const [found] of text.matchAll(/<!\[CDATA\[[\s\S]*?\]\]>|<!/g))
    if (found === '<!') throw new ParseError('This XML declares a document type or holds a comment; neither is taken.')
}

function read(text: string): Record<string, unknown> {
  try {
    return parser.parse(text) as Record<string, unknown>
  } catch {
    throw new ParseError('This is not XML. Check its tags.')
  }
}
