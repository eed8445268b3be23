import { fail } from '../../server/errors.ts'

/** One row of a file as text. `line`: where a spreadsheet program shows it, from 1. */
export type Row = { line: number; cells: string[] }

/**
 * What a file may hold at most: more than any list of customers, less than a machine chokes on. `row` and `text`: characters of a row and of all of
 * them, for a workbook may name one long text in every cell.
 */
export const limits = { columns: 200, cell: 32_767, row: 100_000, rows: 1_048_576, text: 1024 * 1024 * 1024 }

/** A row as it is, or a refusal when it is out of bounds. */
export function bounded(row: Row): Row {
  if (row.line > limits.rows)
    fail('invalid', `This file has more than ${limits.rows} rows. Split it into several files.`, { field: 'file' })
  if (row.cells.length > limits.columns)
    fail('invalid', `Row ${row.line} has more than ${limits.columns} columns. Keep those you need, and save the file again.`, {
      field: 'file',
    })
  if (row.cells.reduce((sum, cell) => sum + cell.length, 0) > limits.row)
    fail('invalid', `Row ${row.line} holds more than ${limits.row} characters. Shorten it, and send the file again.`, { field: 'file' })
  return row
}

export const isBlank = (row: Row): boolean => row.cells.every((cell) => cell.trim() === '')
