import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { fail } from '../../server/errors.ts'
import type { ParserTask } from '../../server/parsers/task.ts'
import { limits } from './rows.ts'
import { openTable } from './table.ts'

/** What a file of customers is, and the beginning of each column. */
export type Beginning = { encoding: string; columns: string[]; cells: string[][] }

/** How many rows are looked at to guess what is what, and how much of each cell. */
const looked = 200
const longestCell = 200

/** Opens a file of customers for the person who sends it. Refuses (`invalid`) what is none, saying what to send instead. */
export const beginningParser: ParserTask<{ path: string }, Beginning> = {
  name: 'customers.beginning',
  seconds: 120,
  lane: 'long',
  parse: async ({ path }) => {
    const { encoding, columns, rows } = await openTable(path)
    const cells: string[][] = []
    for await (const row of rows()) {
      cells.push(columns.map((_, at) => storable(row.cells[at] ?? '').slice(0, longestCell)))
      if (cells.length === looked) break
    }
    return { encoding, columns, cells }
  },
}

const storable = (text: string) => text.slice(0, longestCell * 2).replaceAll('\0', '').replace(/\p{Cs}/gu, '\ufffd') // prettier-ignore

/**
 * Writes the rows of a file of customers to `out`, one JSON a line, so that whoever imports them reads nothing foreign, as often and as slowly as
 * it likes. Answers how many there are.
 */
export const rowsParser: ParserTask<{ path: string; out: string }, number> = {
  name: 'customers.rows',
  seconds: 900,
  lane: 'long',
  parse: async ({ path, out }) => {
    const table = await openTable(path)
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
