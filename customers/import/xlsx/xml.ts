import { Parser } from 'htmlparser2'
import { fail } from '../../../server/errors.ts'
import { damagedFile } from './zip.ts'

/** What a reader of one part does at each tag; names come without their prefix. `emit` hands something on. */
export type XmlReader<T> = {
  open: (name: string, attributes: Record<string, string>, emit: (item: T) => void) => void
  text?: (text: string) => void
  close?: (name: string, emit: (item: T) => void) => void
}

/** What a part of a workbook may come to; real ones nest ten deep. */
const deepest = 60
const mostAttributes = 200

/** Reads XML as it comes and hands on what `reader` emits. A DOCTYPE is refused; entities other than XML's own five stay text. */
export async function* readXml<T>(pieces: AsyncIterable<string>, reader: XmlReader<T>): AsyncGenerator<T> {
  let found: T[] = []
  const emit = (item: T) => void found.push(item)
  let depth = 0
  let attributes = 0
  const parser = new Parser(
    {
      onopentagname: () => {
        depth += 1
        attributes = 0
        if (depth > deepest) damaged()
      },
      onattribute: () => {
        attributes += 1
        if (attributes > mostAttributes) damaged()
      },
      onopentag: (name, given) => reader.open(localName(name), given, emit),
      ontext: (text) => reader.text?.(text),
      onclosetag: (name) => {
        depth -= 1
        reader.close?.(localName(name), emit)
      },
      onprocessinginstruction: (name) => {
        if (name.toLowerCase() === '!doctype')
          fail('invalid', 'This Excel file holds a DOCTYPE, which none does. Save it again from Excel, and send that.', { field: 'file' })
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  for await (const piece of pieces) {
    parser.write(piece)
    yield* found
    found = []
  }
  parser.end()
  yield* found
}

/** Nothing that Excel writes; what it is meant to do is hold up who reads it. */
function damaged(): never {
  return fail('invalid', damagedFile, { field: 'file' })
}

/** What XML cannot hold, Excel writes by its number (ECMA-376, ST_Xstring): _x000D_ is a carriage return, _x005F_ an underscore before such a number. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(parseInt(code, 16))).replace(/\r\n?/g, '\n')
    : text

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)
