import type { Row } from '../rows.ts'
import { readSheet } from './sheet.ts'
import { readStrings } from './strings.ts'
import { readWorkbook } from './workbook.ts'
import { openParts, readPart } from './zip.ts'

/** Rows of the first visible sheet of an Excel workbook (.xlsx, .xlsm; macros are never looked at). Closes the file at the end. */
export async function* readXlsx(path: string): AsyncGenerator<Row> {
  const parts = await openParts(path)
  try {
    const book = await readWorkbook(parts)
    const strings = await readStrings(readPart(parts, book.stringsPath))
    yield* readSheet(readPart(parts, book.sheetPath), strings, book)
  } finally {
    parts.file.close()
  }
}
