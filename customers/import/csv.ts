import { fail } from '../../server/errors.ts'
import { bounded, limits, type Row } from './rows.ts'

export const delimiters = [',', '\t', ';', '|', '，'] as const
export type Delimiter = (typeof delimiters)[number]

/**
 * Rows of delimited text (RFC 4180, read kindly): quotes may hold delimiters and line breaks, a doubled quote is one, a quote in the
 * middle of a cell is just a quote; lines end with LF, CRLF or CR. Refuses a quote that never closes.
 */
export async function* readCsv(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<Row> {
  const reader = newReader(delimiter)
  for await (const piece of text) yield* take(reader, piece)
  yield* finish(reader)
}

type Reader = {
  delimiter: string
  line: number
  cells: string[]
  cell: string
  /** Between quotes; after the closing one; or plainly. */
  state: 'plain' | 'quoted' | 'closed'
  afterReturn: boolean
}

const newReader = (delimiter: string): Reader => ({ delimiter, line: 1, cells: [], cell: '', state: 'plain', afterReturn: false })

function* take(reader: Reader, piece: string): Generator<Row> {
  let at = 0
  while (at < piece.length) {
    const end = reader.state === 'quoted' ? runUntilQuote(piece, at) : runUntilSign(piece, at, reader.delimiter)
    if (end > at) keep(reader, piece.slice(at, end))
    if (end < piece.length) {
      const row = sign(reader, piece[end]!)
      if (row) yield row
    }
    at = end + 1
  }
}

function runUntilQuote(piece: string, from: number): number {
  const at = piece.indexOf('"', from)
  return at < 0 ? piece.length : at
}

function runUntilSign(piece: string, from: number, delimiter: string): number {
  for (let at = from; at < piece.length; at += 1) {
    const char = piece[at]
    if (char === delimiter || char === '\n' || char === '\r' || char === '"') return at
  }
  return piece.length
}

function keep(reader: Reader, text: string): void {
  reader.afterReturn = false
  if (reader.state === 'closed') reader.state = 'plain'
  reader.cell += text
  if (reader.cell.length > limits.cell) refuseLong(reader)
}

function refuseLong({ line, state }: Reader): never {
  return fail(
    'invalid',
    state === 'quoted'
      ? `In row ${line} a quotation mark opens and never closes. Close or remove it, and send the file again.`
      : `A cell in row ${line} is longer than ${limits.cell} characters. Shorten it, and send the file again.`,
    { field: 'file' },
  )
}

/** A quote, a delimiter or the end of a line; answers the row it ends. */
function sign(reader: Reader, char: string): Row | null {
  if (char === '"') return quote(reader)
  if (char === '\n' && reader.afterReturn) {
    reader.afterReturn = false
    return null
  }
  reader.afterReturn = char === '\r'
  reader.cells.push(reader.cell)
  reader.cell = ''
  reader.state = 'plain'
  return char === reader.delimiter ? null : endRow(reader)
}

function quote(reader: Reader): null {
  reader.afterReturn = false
  if (reader.state === 'quoted') reader.state = 'closed'
  else if (reader.state === 'closed') {
    reader.cell += '"'
    reader.state = 'quoted'
  } else if (reader.cell.trim() === '') {
    reader.cell = ''
    reader.state = 'quoted'
  } else reader.cell += '"'
  return null
}

function endRow(reader: Reader): Row {
  const row = bounded({ line: reader.line, cells: reader.cells })
  reader.line += 1
  reader.cells = []
  return row
}

function* finish(reader: Reader): Generator<Row> {
  if (reader.state === 'quoted') refuseLong(reader)
  if (reader.cells.length === 0 && reader.cell === '') return
  reader.cells.push(reader.cell)
  yield endRow(reader)
}

/** How much of a file's beginning `detectDelimiter` asks for, in characters: no cell in it is too long. */
export const headLength = 16_384

/** The delimiter that cuts the beginning of a file most evenly; a comma when none cuts at all. */
export function detectDelimiter(head: string): Delimiter {
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 }
  for (const delimiter of delimiters) {
    const score = evenness(head, delimiter)
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

/** How many of the first rows have the most common width, times that width; 0 for one column. */
function evenness(head: string, delimiter: string): number {
  const widths = firstWidths(head, delimiter)
  const counts = new Map<number, number>()
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1)
  const [width, count] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [1, 0]
  return width < 2 ? 0 : (count / widths.length) * 100 + Math.min(width, 50)
}

function firstWidths(head: string, delimiter: string): number[] {
  const reader = newReader(delimiter)
  const wholeLines = head.slice(0, headLength).replace(/(?<=[\r\n])[^\r\n]*$/, '')
  const rows = [...take(reader, `${wholeLines}\n`)]
  return rows.slice(0, 50).map((row) => row.cells.length)
}
