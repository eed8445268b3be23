import { warn, type Cell, type Reading } from './cell.ts'
import { cellText, nameOfParts } from './clean/words.ts'
import { emptyDraft, type Draft } from './draft.ts'
import { nameFor } from '../identity/naming.ts'
import { readers } from './readers.ts'
import { readFieldCell } from './read-field.ts'
import { limits, type Row } from './rows.ts'
import type { ImportTarget } from '../../contract/import-file.ts'

/** Cleans one row. What cannot be read is left out with a warning; a row that names nobody is an error. */
export function readRow(row: Row, reading: Reading): Draft {
  const draft = emptyDraft(row.line)
  for (const { index, name, target } of reading.columns) {
    const value = cellText(row.cells[index] ?? '')
    if (value !== '') readCell(target, { reading, index, column: name, value, draft })
  }
  draft.name ??= nameFor('email', '', nameOfParts(draft.nameParts)) || null
  if (draft.name === null && draft.handles.length === 0) complainOfNobody(draft)
  return draft
}

/** How long a cell may be that is more than one value or line, in characters; others are short, and some are tried against many patterns. */
const longest: Record<string, number> = { note: limits.cell, long_text: limits.cell, text: limits.cell, labels: 4_000, choices: 4_000 }
const longestElse = 1_000

function readCell(target: string, cell: Cell): void {
  const field = target.startsWith('fields.') ? cell.reading.fields.get(target.slice('fields.'.length)) : undefined
  if (cell.value.length > (longest[field?.type ?? target] ?? longestElse)) warn(cell, 'This is too long for its field. Shorten it.')
  else if (field) readFieldCell(field, cell)
  else readers[target as ImportTarget](cell)
}

function complainOfNobody(draft: Draft): void {
  const unreadable = draft.problems.find((problem) => problem.level === 'warning')
  if (unreadable) unreadable.level = 'error'
  draft.problems.push({
    line: draft.line,
    column: null,
    value: '',
    message: 'This row has neither a name nor a phone number or mail address that can be read. Fill in one of them.',
    level: 'error',
    choice: null,
  })
}
