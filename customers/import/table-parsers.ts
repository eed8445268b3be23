import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { fail } from '../../server/errors.ts'
import type { TextEncoding } from '../../contract/import-file.ts'
import type { ParserTask } from '../../server/parsers/task.ts'
import { limits } from './rows.ts'
import { openTable, type Table } from './table.ts'

/** What a file of customers is, and the beginning of each column. */
export type Beginning = Pick<Table, 'encoding' | 'encodingGuessed' | 'columns'> & { cells: string[][] }

/** How many rows are looked at to guess what is what, and how much of each cell. */
const looked = 200
const longestCell = 200

type Opened = { path: string; /** Chosen by a person; without it the file says. */ encoding?: TextEncoding | undefined }

/** Opens a file of customers for the person who sends it. Refuses (`invalid`) what is none, saying what to send instead. */
export const beginningParser: ParserTask<Opened, Beginning> = {
  name: 'customers.beginning',
  seconds: 120,
  lane: 'long',
  parse: async ({ path, encoding }) => {
    const { rows, columns, ...written } = await openTable(path, encoding)
    const cells: string[][] = []
    for await (const row of rows()) {
      cells.push(columns.map((_, at) => storable(row.cells[at] ?? '').slice(0, longestCell)))
      if (cells.length === looked) break
    }
    return { ...written, columns, cells }
  },
}

const storable = (text: string) => text.slice(0, longestCell * 2).replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd') // prettier-ignore

/**
 * Writes the rows of a file of customers to `out`, one JSON a line, so that whoever imports them reads nothing foreign, as often and as slowly as
 * it likes. Answers how many there are.
 */
export const rowsParser: ParserTask<Opened & { out: string }, number> = {
  name: 'customers.rows',
  seconds: 900,
  lane: 'long',
  parse: async ({ path, encoding, out }) => {
    const table = await openTable(path, encoding)
    const file = createWriteStream(out, { mode: 0o600, highWaterMark: 1024 * 1024 })
    let count = 0
    let size = 0
    for await (const row of table.rows()) {
      const line = `${JSON.stringify(row)}\n`
      count += 1
      size += line.length
      if (count > limits.rows) fail('invalid', `This file has more than ${limits.rows} rows. Split it into several files.`, at)
      if (size > limits.text) fail('invalid', 'This file holds more than 1 GB of text. Split it into several files.', at)
      if (!file.write(line)) await once(file, 'drain')
    }
    file.end()
    await once(file, 'close')
    return count
  },
}

const at = { field: 'file' }
