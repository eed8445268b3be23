import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

type Book = {
  /** The sheet's XML; null: a zip that is no workbook. */ sheet: string | null
  strings?: string[]
  from1904?: boolean
  hiddenFirst?: boolean
}

/** The bytes of an Excel workbook made of a sheet's XML. Style 1 shows days, style 2 days with times, by a format of its own. */
export async function zipOf({ sheet, strings = [], from1904 = false, hiddenFirst = false }: Book): Promise<Buffer> {
  const zip = new ZipFile()
  const add = (name: string, text: string) => zip.addBuffer(Buffer.from(text), name)
  if (sheet === null) add('hello.txt', 'hello')
  else {
    const hidden = hiddenFirst ? '<sheet name="notes" sheetId="2" state="hidden" r:id="rId9"/>' : ''
    add('xl/workbook.xml', `<workbook xmlns:r="r">${from1904 ? '<workbookPr date1904="1"/>' : ''}<sheets>${hidden}<sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>`) // prettier-ignore
    add('xl/_rels/workbook.xml.rels', `<Relationships>${relation('rId9', 'worksheet', 'worksheets/sheet9.xml')}${relation('rId1', 'worksheet', 'worksheets/sheet1.xml')}${relation('rId2', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`) // prettier-ignore
    add('xl/styles.xml', '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m/d h:mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>') // prettier-ignore
    add('xl/worksheets/sheet1.xml', sheet)
    // After the sheet that needs it, as many programs write it.
    add('xl/sharedStrings.xml', `<sst>${strings.map((text) => `<si><r><t>${text}</t></r></si>`).join('')}</sst>`)
  }
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

const relation = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="http://schemas/${type}" Target="${target}"/>`
