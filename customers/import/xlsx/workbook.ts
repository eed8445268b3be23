import { fail } from '../../../server/errors.ts'
import { readPart, type Parts } from './zip.ts'
import { readXml } from './xml.ts'

/** What is needed to read a workbook's first visible sheet. */
export type Workbook = {
  sheetPath: string
  stringsPath: string
  /** Days are counted from 1904, as on old Macs. */
  from1904: boolean
  /** Which cell styles show a number as a day or a time. */
  dateStyles: ReadonlySet<number>
}

type Tag = { name: string; attributes: Record<string, string> }

const folder = 'xl/'

/** Finds the first visible sheet and how its days are written; refuses (`invalid`) a zip that is no workbook. */
export async function readWorkbook(parts: Parts): Promise<Workbook> {
  const tags = await tagsOf(parts, `${folder}workbook.xml`)
  const sheets = tags.filter(({ name }) => name === 'sheet')
  const sheet = sheets.find(({ attributes }) => (attributes['state'] ?? 'visible') === 'visible') ?? sheets[0] ?? refuse()
  const relations = (await tagsOf(parts, `${folder}_rels/workbook.xml.rels`)).filter(({ name }) => name === 'Relationship')
  const relationOf = (test: (attributes: Record<string, string>) => boolean) =>
    relations.find(({ attributes }) => test(attributes))?.attributes['Target']
  const sheetTarget = relationOf(({ Id }) => Id === sheet.attributes['r:id']) ?? refuse()
  return {
    sheetPath: inFolder(sheetTarget),
    stringsPath: inFolder(relationOf(({ Type }) => Type?.endsWith('/sharedStrings') ?? false) ?? 'sharedStrings.xml'),
    from1904: tags.some(({ name, attributes }) => name === 'workbookPr' && /^(1|true)$/.test(attributes['date1904'] ?? '')),
    dateStyles: dateStylesOf(await tagsOf(parts, `${folder}styles.xml`)),
  }
}

function refuse(): never {
  return fail('invalid', 'This is a zip file, but no Excel workbook. Send .xlsx or .csv.', { field: 'file' })
}

const inFolder = (target: string): string => (target.startsWith('/') ? target.slice(1) : folder + target.replace(/^\.\//, ''))

const mostTags = 200_000

async function tagsOf(parts: Parts, path: string): Promise<Tag[]> {
  const tags: Tag[] = []
  const open = (name: string, attributes: Record<string, string>, emit: (tag: Tag) => void) => emit({ name, attributes })
  let inCellFormats = false
  for await (const tag of readXml<Tag>(readPart(parts, path), {
    open: (name, attributes, emit) => {
      if (name === 'cellXfs') inCellFormats = true
      open(name === 'xf' && inCellFormats ? 'cellXf' : name, attributes, emit)
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false
    },
  })) {
    tags.push(tag)
    if (tags.length > mostTags) refuse()
  }
  return tags
}

/** Styles by their number, of which the built-in formats 14–22, 27–36, 45–47, 50–58 and own formats with day or time letters are dates. */
function dateStylesOf(tags: Tag[]): Set<number> {
  const own = new Map<number, string>()
  for (const { name, attributes } of tags) if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? '')
  const isDate = (format: number) => isBuiltInDate(format) || showsDate(own.get(format) ?? '')
  const styles = tags.filter(({ name }) => name === 'cellXf')
  return new Set(styles.flatMap(({ attributes }, index) => (isDate(Number(attributes['numFmtId'] ?? 0)) ? [index] : [])))
}

const isBuiltInDate = (format: number): boolean =>
  (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 45 && format <= 47) || (format >= 50 && format <= 58)

/** ECMA-376 18.8.31: d, m, y, h and s outside quotes, brackets and escapes stand for parts of a day. */
const showsDate = (code: string): boolean => /[dmyhs]/i.test(code.replace(/"[^"]*"|\[[^\]]*\]|\\.|_./g, ''))
