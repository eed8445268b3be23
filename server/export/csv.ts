import { looksLikeFormula, type Cell } from './cells.ts'

/** Makes Excel read what follows as UTF-8. */
export const byteOrderMark = '\ufeff'

/** One line of a CSV file (RFC 4180); what looks like a formula gets an apostrophe, with which spreadsheets mark text. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = looksLikeFormula(cell) ? `'${cell}` : cell
  return /[",\r\n;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A table as the bytes of a CSV file, piece by piece as its rows come. */
export async function* csvBytes(headers: readonly string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(byteOrderMark + csvLine(headers))
  for await (const row of rows) yield Buffer.from(csvLine(row))
}
