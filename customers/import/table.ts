import { open } from 'node:fs/promises'
import { fail } from '../../server/errors.ts'
import { detectDelimiter, headLength, readCsv } from './csv.ts'
import type { CustomerImport } from '../../contract/imports.ts'
import type { TextEncoding } from '../../contract/import-file.ts'
import { decode, detectEncoding } from './encoding.ts'
import { findHeader, isHeaderAgain } from './header.ts'
import { isBlank, type Row } from './rows.ts'
import { readXlsx } from './xlsx/index.ts'

/** A file of customers, understood: what its columns are called, and its rows below them, as often as one asks. */
export type Table = {
  encoding: CustomerImport['encoding']
  /** Nothing in the file proves its encoding. */
  encodingGuessed: boolean
  columns: string[]
  /** The rows that hold customers; blank ones are left out. */
  rows: () => AsyncGenerator<Row>
}

const headRows = 30

/**
 * Opens an Excel workbook or delimited text by its content, whatever it is called; the same bytes always read the same way. Text is read in
 * `encoding` where somebody has chosen one, else in what it seems to be written in. Refuses (`invalid`), saying what to send instead, what is neither, or holds no row.
 */
export async function openTable(path: string, encoding?: TextEncoding): Promise<Table> {
  const { rows, ...written } = await readerOf(path, encoding)
  const { columns, firstLine } = findHeader(await firstRows(rows()))
  return {
    ...written,
    columns,
    rows: async function* () {
      for await (const row of rows()) if (row.line >= firstLine && !isBlank(row) && !isHeaderAgain(row, columns)) yield row
    },
  }
}

type Reader = Pick<Table, 'encoding' | 'encodingGuessed' | 'rows'>

async function readerOf(path: string, chosen: TextEncoding | undefined): Promise<Reader> {
  const signature = await beginning(path)
  if (signature.startsWith('504b0304')) return { encoding: 'xlsx', encodingGuessed: false, rows: () => readXlsx(path) }
  if (signature.startsWith('d0cf11e0'))
    fail('invalid', 'This is an old .xls file, or one with a password. Save it in Excel as .xlsx without a password, and send that.', {
      field: 'file',
    })
  const found = chosen ? { encoding: chosen, isGuess: false } : await detectEncoding(path)
  if (!found) return fail('invalid', 'This is neither an Excel workbook nor text. Send .xlsx or .csv.', { field: 'file' })
  const text = () => decode(path, found.encoding)
  const head = await headOf(text())
  if (noTable.test(head))
    fail(
      'invalid',
      'This is a web page, contact cards or JSON inside, not a table. Open it in its program or in Excel, and save it as .xlsx or .csv.',
      {
        field: 'file',
      },
    )
  const delimiter = detectDelimiter(head)
  return { encoding: found.encoding, encodingGuessed: found.isGuess, rows: () => readCsv(text(), delimiter) }
}

/** Shop systems call their web pages .xls; read line by line, a page would be customers. */
const noTable = /^\ufeff?\s*(<(!doctype|html|head|meta|table|\?xml|style)\b|BEGIN:VCARD|\[?\s*\{\s*")/i

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
