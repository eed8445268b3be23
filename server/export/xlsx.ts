import { Readable } from 'node:stream'
import { ZipFile } from 'yazl'
import { looksLikeFormula, type Cell } from './cells.ts'

/** A table as the bytes of an Excel workbook, piece by piece as its rows come: its texts stand in the cells, none is kept in memory. */
export async function* xlsxBytes(headers: readonly string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Buffer> {
  const zip = new ZipFile()
  for (const [path, text] of parts) zip.addBuffer(Buffer.from(text), path)
  const sheet = Readable.from(sheetXml(headers, rows), { objectMode: false })
  zip.addReadStream(sheet, 'xl/worksheets/sheet1.xml')
  zip.end()
  const output = Readable.from(zip.outputStream as AsyncIterable<Buffer>)
  // What the rows fail of must reach whoever reads the file, not end the process.
  sheet.once('error', (error) => output.destroy(error))
  try {
    yield* output
  } finally {
    sheet.destroy()
  }
}

const relations = 'http://schemas.openxmlformats.org/package/2006/relationships'
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

/** Style 1 marks a text as text, as an apostrophe does; style 2 is the bold first row. */
const styles = `<styleSheet xmlns="${main}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders>
<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf quotePrefix="1" numFmtId="49"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`

const parts: [path: string, text: string][] = [
  [
    '[Content_Types].xml',
    `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${type}.styles+xml"/></Types>`,
  ],
  ['_rels/.rels', `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/officeDocument" Target="xl/workbook.xml"/></Relationships>`], // prettier-ignore
  ['xl/workbook.xml', `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="Parley" sheetId="1" r:id="rId1"/></sheets></workbook>`], // prettier-ignore
  [
    'xl/_rels/workbook.xml.rels',
    `${head}<Relationships xmlns="${relations}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${office}/styles" Target="styles.xml"/></Relationships>`,
  ],
  ['xl/styles.xml', head + styles],
]

async function* sheetXml(headers: readonly string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Buffer> {
  yield Buffer.from(`${head}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews><sheetData>${rowXml(headers, 2)}`) // prettier-ignore
  for await (const row of rows) yield Buffer.from(rowXml(row, 0))
  yield Buffer.from('</sheetData></worksheet>')
}

const rowXml = (cells: readonly Cell[], style: number): string => `<row>${cells.map((cell) => cellXml(cell, style)).join('')}</row>`

/** Longer texts make Excel repair the file. */
const longestCell = 32_767

function cellXml(cell: Cell, style: number): string {
  if (cell === null || cell === '') return '<c/>'
  if (typeof cell === 'number') return `<c><v>${cell}</v></c>`
  return `<c t="inlineStr" s="${looksLikeFormula(cell) ? 1 : style}"><is><t xml:space="preserve">${escape(cell.slice(0, longestCell))}</t></is></c>`
}

/** Without characters XML cannot hold. */
function escape(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Cs}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
}
