import { open } from 'node:fs/promises'
import { fail } from '../../server/errors.ts'
import { detectDelimiter, headLength, readCsv } from './csv.ts'
import { decode, detectEncoding } from './encoding.ts'
import { findHeader } from './header.ts'
import { isBlank, type Row } from './rows.ts'
import { readXlsx } from './xlsx/index.ts'

/** A file of customers, understood: what its columns are called, and its rows below them, as often as one asks. */
export type Table = {
  /** `xlsx`, or how its text is written. */
  encoding: string
  columns: string[]
  /** The rows that hold customers; blank ones are left out. */
  rows: () => AsyncGenerator<Row>
}

const headRows = 30

/**
 * Opens an Excel workbook or delimited text by its content, whatever it is called; the same bytes always read the same way.
 * Refuses (`invalid`), saying what to send instead, what is neither, or holds no row.
 */
export async function openTable(path: string): Promise<Table> {
  const { encoding, rows } = await readerOf(path)
  const { columns, firstLine } = findHeader(await firstRows(rows()))
  return {
    encoding,
    columns,
    rows: async function* () {
      for await (const row of rows()) if (row.line >= firstLine && !isBlank(row)) yield row
    },
  }
}

type Reader = { encoding: string; rows: () => AsyncGenerator<Row> }

async function readerOf(path: string): Promise<Reader> {
  const signature = await beginning(path)
  if (signature.startsWith('504b0304')) return { encoding: 'xlsx', rows: () => readXlsx(path) }
  if (signature.startsWith('d0cf11e0'))
    fail('invalid', 'This is an old .xls file, or one with a password. Save it in Excel as .xlsx without a password, and send that.', {
      field: 'file',
    })
  const encoding = await detectEncoding(path)
  if (!encoding) return fail('invalid', 'This is neither an Excel workbook nor text. Send .xlsx or .csv.', { field: 'file' })
  const delimiter = detectDelimiter(await headOf(decode(path, encoding)))
  return { encoding, rows: () => readCsv(decode(path, encoding), delimiter) }
}

async function beginning(path: string): Promise<string> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0)
    return buffer.subarray(0, bytesRead).toString('hex')
  } finally {
    await file.close()
  }
}

async function headOf(text: AsyncGenerator<string>): Promise<string> {
  let head = ''
  for await (const piece of text) {
    head += piece
    if (head.length >= headLength) break
  }
  return head
}

async function firstRows(rows: AsyncGenerator<Row>): Promise<Row[]> {
  const first: Row[] = []
  for await (const row of rows) {
    if (!isBlank(row)) first.push(row)
    if (first.length === headRows) break
  }
  return first
}
