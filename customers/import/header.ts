import { fail } from '../../server/errors.ts'
import type { Row } from './rows.ts'

/** What columns are called, and the line their rows begin at. */
export type Header = { columns: string[]; firstLine: number }

const longestName = 120

/**
 * The row that names the columns: the first one as wide as the table, so that a title above it is passed over. A file whose first row
 * holds a mail address or a number of five digits or more names nothing: its columns are called A, B, C… Refuses a file without rows.
 */
export function findHeader(rows: Row[]): Header {
  const width = Math.max(0, ...rows.map((row) => row.cells.length))
  const filled = (row: Row) => row.cells.filter((cell) => cell.trim() !== '').length
  const title = Math.min(2, Math.max(0, ...rows.map(filled)))
  const header = rows.find((row) => filled(row) >= title)
  if (!header) return fail('invalid', 'This file has no rows. Send one with a row for each customer.', { field: 'file' })
  if (header.cells.some(isData)) return { columns: Array.from({ length: width }, (_, at) => letterOf(at)), firstLine: header.line }
  if (header === rows.at(-1))
    fail('invalid', 'This file only names its columns. Send one with a row for each customer below them.', { field: 'file' })
  return { columns: Array.from({ length: width }, (_, at) => nameOf(header.cells[at]) || letterOf(at)), firstLine: header.line + 1 }
}

/** Whether a row only names the columns once more, as where several exports were put together. */
export const isHeaderAgain = ({ cells }: Row, columns: string[]): boolean =>
  columns.length > 1 && columns.every((name, at) => name === (nameOf(cells[at]) || letterOf(at)))

const isData = (cell: string): boolean => /\S@\S+\.\S/.test(cell) || /\d{5}/.test(cell.replace(/[\s-]/g, ''))

/** One line, without control and direction characters. */
function nameOf(cell = ''): string {
  return cell
    .replace(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
    .slice(0, longestName)
}

/** 0 → A, 26 → AA: what a spreadsheet calls a column. */
function letterOf(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : letterOf(Math.floor(at / 26) - 1) + letterOf(at % 26)
}
