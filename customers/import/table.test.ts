import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import iconv from 'iconv-lite'
import { afterAll, describe, expect, test } from 'vitest'
import { openTable } from './table.ts'
import { zipOf } from '../../tests/support/workbook.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-table-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function read(bytes: Buffer | string) {
  const file = path.join(folder, 'file')
  writeFileSync(file, bytes)
  const table = await openTable(file)
  const rows = []
  for await (const row of table.rows()) rows.push(row)
  return { encoding: table.encoding, columns: table.columns, rows }
}

const chinese = '姓名,手机\n张伟,13800138000\n王芳,13900139000\n'

describe('text', () => {
  test.each([
    ['UTF-8', Buffer.from(chinese), 'utf-8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${chinese}`), 'utf-8'],
    ['GBK', iconv.encode(chinese, 'gbk'), 'gb18030'],
    ['GB18030 with a character GBK lacks', iconv.encode(chinese.replace('伟', '𠮷'), 'gb18030'), 'gb18030'],
    ['UTF-16 with a mark', iconv.encode(chinese, 'utf-16le', { addBOM: true }), 'utf-16le'],
    ['UTF-16, big end first, with a mark', iconv.encode(chinese, 'utf-16be', { addBOM: true }), 'utf-16be'],
  ])('%s is read as what it is', async (_, bytes, encoding) => {
    const table = await read(bytes)
    expect(table.encoding).toBe(encoding)
    expect(table.columns).toEqual(['姓名', '手机'])
    expect(table.rows[1]).toEqual({ line: 3, cells: ['王芳', '13900139000'] })
  })

  test('western text of Windows is not taken for Chinese', async () => {
    const table = await read(iconv.encode('Name;Ort\nMüller;Köln\nBjörk;Århus\n', 'windows-1252'))
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['Müller', 'Köln'],
      ['Björk', 'Århus'],
    ])
  })

  test('UTF-16 without a mark is told by its zeros', async () => {
    expect((await read(iconv.encode('name,mail\nTom,tom@example.com\n', 'utf-16le'))).encoding).toBe('utf-16le')
  })

  test('a character cut by the end of a piece is whole', async () => {
    const long = `name,note\n${Array.from({ length: 40_000 }, (_, n) => `n${n},${'汉字'.repeat(n % 7)}`).join('\n')}`
    const table = await read(Buffer.from(long))
    expect(table.rows).toHaveLength(40_000)
    expect(table.rows.every(({ cells }, n) => cells[1] === '汉字'.repeat(n % 7))).toBe(true)
  })

  test('a row that names the columns once more is no customer', async () => {
    const { rows } = await read('name,mail\nTom,t@x.example\nname,mail\nAnn,a@x.example\n')
    expect(rows.map(({ line, cells }) => [line, cells[0]])).toEqual([[2, 'Tom'], [4, 'Ann']]) // prettier-ignore
  })

  test.each([
    ['a web page called .xls', '<html><body><table><tr><td>Name</td></tr>\n<tr><td>13800138000</td></tr></table>'],
    ['contact cards', 'BEGIN:VCARD\nFN:Anna\nTEL:13800138000\nEND:VCARD\n'],
    ['JSON', '[{"name": "Anna",\n"phone": "13800138000"}]'],
  ])('%s is refused by its name', async (_, text) => {
    await expect(read(text)).rejects.toThrow('This is a web page, contact cards or JSON inside')
  })

  test.each([',', ';', '\t', '|'])('“%s” between cells is found', async (delimiter) => {
    const text = ['name', 'city', 'note', '\nTom', 'Oslo', '"a, b; c|d\te"', '\nAnn', 'Bonn', 'x\n'].join(delimiter).replaceAll(`${delimiter}\n`, '\n') // prettier-ignore
    expect((await read(text)).rows.map((row) => row.cells)).toEqual([
      ['Tom', 'Oslo', 'a, b; c|d\te'],
      ['Ann', 'Bonn', 'x'],
    ])
  })

  test('quotes hold line breaks and quotes; lines end as on any system', async () => {
    const table = await read('name,note\r\n"Tom ""T"" A","one\r\ntwo"\r"Ann","3"" pipe"\nBob 6" tall,x')
    expect(table.rows.map((row) => row.cells)).toEqual([
      ['Tom "T" A', 'one\r\ntwo'],
      ['Ann', '3" pipe'],
      ['Bob 6" tall', 'x'],
    ])
    expect(table.rows.map((row) => row.line)).toEqual([2, 3, 4])
  })

  test('a quote that never closes is refused with its row', async () => {
    await expect(read(`name,note\nTom,"open\n${'x'.repeat(40_000)}`)).rejects.toThrow('In row 2 a quotation mark opens')
    await expect(read('name,note\nTom,"open\n')).rejects.toThrow('In row 2 a quotation mark opens')
  })

  test('a title above the columns and blank rows are passed over; lines stay those of the file', async () => {
    const table = await read('2026 customers,,\n\n,,\nname,city,mail\n\nTom,Oslo,t@example.com\n')
    expect(table).toMatchObject({ columns: ['name', 'city', 'mail'], rows: [{ line: 6, cells: ['Tom', 'Oslo', 't@example.com'] }] })
  })

  test('a file without names for its columns loses no row', async () => {
    const table = await read('张伟,13800138000\n王芳,13900139000\n')
    expect(table).toMatchObject({ columns: ['A', 'B'], rows: [{ line: 1 }, { line: 2 }] })
  })

  test.each([
    ['nothing', ''],
    ['only blanks', ' \n,,\n'],
    ['only names of columns', 'name,mail\n'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['an old Excel file', Buffer.from('d0cf11e0a1b11ae1000000', 'hex')],
    ['a broken zip', Buffer.from('504b030414000000', 'hex')],
    ['too many columns', `${'a,'.repeat(300)}\n${'b,'.repeat(300)}\n`],
  ])('%s is refused, saying what to send', async (_, bytes) => {
    await expect(read(bytes)).rejects.toMatchObject({ code: 'invalid', field: 'file', message: expect.stringMatching(/[Ss]end|save/) })
  })
})

describe('Excel', () => {
  const cells = (...given: string[]) => given.join('')
  const sheet = (...rows: string[]) =>
    `<worksheet><sheetData>${rows.map((row, at) => `<row r="${at + 1}">${row}</row>`).join('')}</sheetData></worksheet>`
  const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`

  test('days, long numbers, formulas and shared texts come as a person sees them', async () => {
    const table = await read(
      await zipOf({
        sheet: sheet(
          cells(text('A1', 'name'), text('B1', 'born'), text('C1', 'phone'), text('D1', 'id'), text('E1', 'sum'), text('G1', 'ok')),
          cells(
            '<c r="A2" t="s"><v>1</v></c>',
            '<c r="B2" s="1"><v>45296</v></c>',
            '<c r="C2"><v>1.3800138E10</v></c>',
            text('D2', '110101199003070000'),
            '<c r="E2" t="str"><f>1+1</f><v>2</v></c>',
            '<c r="G2" t="b"><v>1</v></c>',
          ),
          cells('<c r="A3" t="s"><v>0</v></c>', '<c r="B3" s="2"><v>45296.5</v></c>', '<c r="C3"><v>0.30000000000000004</v></c>', '<c r="E3" t="e"><v>#N/A</v></c>'), // prettier-ignore
        ),
        strings: ['A &amp; B &lt;x&gt;', '张伟</t></r><r><t>（北京）'],
      }),
    )
    expect(table.columns).toEqual(['name', 'born', 'phone', 'id', 'sum', 'F', 'ok'])
    expect(table.rows).toEqual([
      { line: 2, cells: ['张伟（北京）', '2024-01-05', '13800138000', '110101199003070000', '2', '', 'TRUE'] },
      { line: 3, cells: ['A & B <x>', '2024-01-05 12:00:00', '0.3', '', ''] },
    ])
  })

  test('the first visible sheet is read, days counted from 1904 where the file says so', async () => {
    const bytes = await zipOf({
      sheet: sheet(text('A1', 'born') + text('B1', 'x'), '<c r="A2" s="1"><v>43834</v></c>'),
      from1904: true,
      hiddenFirst: true,
    })
    expect((await read(bytes)).rows).toEqual([{ line: 2, cells: ['2024-01-05'] }])
  })

  test('entities of its own making and DOCTYPEs are refused', async () => {
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${sheet(text('A1', '&b;'))}`
    await expect(read(await zipOf({ sheet: bomb }))).rejects.toThrow('DOCTYPE')
  })

  test('a zip that is no workbook is refused', async () => {
    await expect(read(await zipOf({ sheet: null }))).rejects.toThrow('no Excel workbook')
  })
})
