import * as z from 'zod'
import { contact, cursor, dbText, endpoint, id, limit, page, said, time } from './endpoint.ts'
import { textEncodings } from './import-file.ts'

/** Where a column goes: a field key, an identity, a consent, or nowhere. */
export const columnTarget = dbText(60)

export const importOptions = z.strictObject({
  /** Column index → one of `importTargets`, or `fields.<id>`; a column left out is skipped. */
  mapping: z.record(z.string().regex(/^\d{1,3}$/), columnTarget),
  /** Column index → word of the file → the option of that column’s field it means. */
  choices: z.record(z.string().regex(/^\d{1,3}$/), z.record(dbText(200), id)).default({}),
  /** A row whose identity is known: leave that customer alone, fill what is empty, or take the file's values. */
  duplicates: z.enum(['skip', 'fill', 'overwrite']).default('fill'),
  /** Given to everybody in the file. */
  labelIds: z.array(id).max(10).default([]),
  ownerId: id.nullable().default(null),
  /** How two-faced dates such as 03/04/2024 are read. */
  dateOrder: z.enum(['ymd', 'dmy', 'mdy']).default('ymd'),
})
export type ImportOptions = z.infer<typeof importOptions>

export const importStatus = z.enum(['uploaded', 'checking', 'checked', 'queued', 'running', 'done', 'failed', 'undoing', 'undone'])

export const customerImport = z.object({
  id,
  version: z.number().int(),
  fileName: contact,
  size: z.number().int(),
  encoding: z.enum(['xlsx', ...textEncodings]),
  /** Nothing in the file proves its encoding: whoever imports it is asked to look at the preview, and can choose another. */
  encodingGuessed: z.boolean(),
  /** Their headings; of a file that has none, its first row. */
  columns: z.array(contact),
  /** The first rows as read, for a preview. */
  sample: z.array(z.array(contact)),
  /** What we would do: remembered from the last file with the same columns, else guessed from their names. */
  options: importOptions,
  status: importStatus,
  /** Rows of the file; null until it was read through once. */
  rows: z.number().int().nullable(),
  done: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  /** Values that disagreed with what a person had entered and went to review. */
  conflicts: z.number().int(),
  /** Why it ended early, in words for a person. */
  reason: said.nullable(),
  by: z.object({ id: id.nullable(), name: z.string() }),
  createdAt: time,
  finishedAt: time.nullable(),
})
export type CustomerImport = z.infer<typeof customerImport>

const problemKind = {
  column: contact.nullable(),
  message: said,
  level: z.enum(['error', 'warning']),
  /** The column (from 0) whose field has no such option: `options.choices` can say which one the word means. */
  choice: z.number().int().nullable(),
}

/** One row that needs a look: what is wrong and how to mend it. */
export const importProblem = z.object({ line: z.number().int(), value: contact, ...problemKind })
export type ImportProblem = z.infer<typeof importProblem>

/** What is wrong in the same way in many rows: how many, and the values it is about most often. */
export const importProblemGroup = z.object({
  ...problemKind,
  rows: z.number().int(),
  /** How many different values; `values` holds the 20 most frequent. */
  different: z.number().int(),
  values: z.array(z.object({ value: contact, rows: z.number().int(), firstLine: z.number().int() })),
})
export type ImportProblemGroup = z.infer<typeof importProblemGroup>

/** The largest file of customers, in bytes. It travels as bytes: `POST /api/v1/imports` (multipart, field `file`) answers a
 * `customerImport`; `GET /api/v1/imports/:id/problems.csv` its problems as a file, in the reader's language. */
export const maxImportBytes = 100 * 1024 * 1024

export const importEndpoints = {
  'import.list': endpoint('get', '/imports', 'Imports, newest first', { cursor: cursor.optional(), limit }, page(customerImport)),
  'import.get': endpoint('get', '/imports/:id', 'One import', { id }, customerImport),
  'import.read': endpoint(
    'post',
    '/imports/:id/read',
    'Read the text of a file in another encoding; what its columns are is guessed anew',
    { id, encoding: z.enum(textEncodings) },
    customerImport,
  ),
  'import.check': endpoint(
    'post',
    '/imports/:id/check',
    'Dry run: says what the file would do, and changes nothing',
    { id, options: importOptions },
    customerImport,
  ),
  'import.start': endpoint(
    'post',
    '/imports/:id/start',
    'Take the file in, in the background',
    { id, options: importOptions },
    customerImport,
  ),
  'import.undo': endpoint(
    'post',
    '/imports/:id/undo',
    'Take back what an import did, in the background; what people changed since stays',
    { id },
    customerImport,
  ),
  'import.problem-groups': endpoint(
    'get',
    '/imports/:id/problem-groups',
    'What is wrong in a file, each once with the values it is about: refused rows first, then what concerns most rows; 100 at most',
    { id },
    z.object({ data: z.array(importProblemGroup) }),
  ),
  'import.problems': endpoint(
    'get',
    '/imports/:id/problems',
    'Rows that need a look, in the order of the file',
    { id, cursor: cursor.optional(), limit },
    page(importProblem),
  ),
} as const

export const importEvents = {
  /** Progress too, about twice a second. */
  'import.updated': z.object({ import: customerImport }),
} as const
