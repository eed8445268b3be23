import { bounded, limits, type Row } from '../rows.ts'
import type { Strings } from './strings.ts'
import { readXml, unescaped } from './xml.ts'
import type { Workbook } from './workbook.ts'

type Cell = { type: string; style: number; column: number; text: string }

/**
 * Rows of a sheet as text, as a person sees them but for formats: days as YYYY-MM-DD (with a time where there is one), whole numbers in
 * full, booleans as TRUE and FALSE, formulas as what they last came to, errors (#N/A) as nothing.
 */
export function readSheet(pieces: AsyncIterable<string>, strings: Strings, book: Workbook): AsyncGenerator<Row> {
  return readXml(
    pieces,
    sheetReader((cell) => textOf(cell, strings, book)),
  )
}

function sheetReader(read: (cell: Cell) => string) {
  let row: Row = { line: 0, cells: [] }
  let cell: Cell | null = null
  let inValue = false
  let inReading = false
  return {
    open: (name: string, attributes: Record<string, string>) => {
      if (name === 'row') row = { line: Number(attributes['r']) || row.line + 1, cells: [] }
      else if (name === 'c') cell = newCell(attributes, row.cells.length)
      else if (name === 'v' || name === 't') inValue = !inReading
      else if (name === 'rPh') inReading = true
    },
    text: (piece: string) => {
      if (cell && inValue && cell.text.length <= limits.cell) cell.text += piece
    },
    close: (name: string, emit: (row: Row) => void) => {
      if (name === 'v' || name === 't') inValue = false
      else if (name === 'rPh') inReading = false
      else if (name === 'c') {
        if (cell) place(row, cell, read(cell))
        cell = null
      } else if (name === 'row') emit(bounded(row))
    },
  }
}

function newCell(attributes: Record<string, string>, next: number): Cell {
  return {
    type: attributes['t'] ?? 'n',
    style: Number(attributes['s'] ?? 0),
    column: attributes['r'] ? columnOf(attributes['r']) : next,
    text: '',
  }
}

/** `C7` → 2. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference.match(/^[A-Z]+/)?.[0] ?? 'A') column = column * 26 + letter.charCodeAt(0) - 64
  return column - 1
}

/** Empty cells are left out of the file; those far to the right of everything else hold nothing we would read. */
function place(row: Row, cell: Cell, text: string): void {
  if (text === '' && cell.column >= limits.columns) return
  const column = Math.min(cell.column, limits.columns)
  while (row.cells.length < column) row.cells.push('')
  row.cells[column] = text
}

function textOf({ type, style, text }: Cell, strings: Strings, { dateStyles, from1904 }: Workbook): string {
  if (type === 's') return strings.at(Number(text))
  if (type === 'b') return text === '1' ? 'TRUE' : 'FALSE'
  if (type === 'e') return ''
  if (type !== 'n' || text === '') return unescaped(text).slice(0, limits.cell)
  return dateStyles.has(style) ? dayOf(Number(text) + (from1904 ? 1462 : 0), text) : plainNumber(text)
}

/** 1.3800138E10 → 13800138000; the last digits of a float that are only noise (0.30000000000000004) go. */
function plainNumber(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value) || /^-?\d{1,15}$/.test(text)) return text
  if (Number.isInteger(value) && Math.abs(value) < 1e21) return BigInt(value).toString()
  return String(Number(value.toPrecision(15)))
}

/** An Excel serial as a day, and its time when it has one. Serial 60 is a 29 February 1900 that never was. */
export function dayOf(serial: number, written: string): string {
  if (!(serial >= 0 && serial < 2_958_466)) return written
  if (serial < 1) return new Date(Math.round(serial * 86_400) * 1_000).toISOString().slice(11, 19)
  const days = serial < 60 ? serial + 1 : serial
  const time = new Date(Math.round((days - 25_569) * 86_400) * 1_000).toISOString()
  return time.endsWith('T00:00:00.000Z') ? time.slice(0, 10) : `${time.slice(0, 10)} ${time.slice(11, 19)}`
}
