import path from 'node:path'
import { expect, test } from 'vitest'
import type { Reading } from './cell.ts'
import type { Draft } from './draft.ts'
import { guessMapping } from './guess.ts'
import { readRow } from './read-row.ts'
import { openTable } from './table.ts'

/** A file as a newcomer imports it: as guessed, in a workspace whose people write numbers as in `region`. */
async function drafts(name: string, region: Reading['region'] = 'CN') {
  const table = await openTable(path.join(import.meta.dirname, 'fixtures', name))
  const rows = []
  for await (const row of table.rows()) rows.push(row)
  const mapping = guessMapping(table.columns, rows.map(({ cells }) => cells), []) // prettier-ignore
  const columns = Object.entries(mapping).map(([index, target]) => ({ index: Number(index), target, name: table.columns[Number(index)]! }))
  const reading: Reading = { columns, dateOrder: 'ymd', region, choices: new Map(), fields: new Map(), people: new Map() }
  return { ...table, mapping: Object.values(mapping), drafts: rows.map((row) => readRow(row, reading)) }
}

const handles = ({ handles: all }: Draft) => all.map(({ value }) => value)
const warnings = ({ problems }: Draft) => problems.map(({ column, value }) => [column, value])

test('numbers a spreadsheet has cut short are refused, and nobody shares them', async () => {
  const read = await drafts('sci.csv')
  expect(read.drafts.map(({ name }) => name)).toEqual(['Sci Alpha', 'Sci Beta', 'Sci Gamma'])
  for (const draft of read.drafts) expect([handles(draft), warnings(draft)]).toEqual([[], [['phone', '8.61E+12']]])
})

test('what only fills a form is refused, and nobody shares it', async () => {
  const read = await drafts('notprovided.csv')
  expect(read.drafts.map(handles)).toEqual([[], [], [], []])
  expect(read.drafts.map(warnings)).toEqual([
    [['email', 'none@none.com'], ['phone', '000']],
    [['email', 'none@none.com'], ['phone', '000']],
    [['email', 'noemail@x.example'], ['phone', '0000000000']],
    [['phone', '0000000000']],
  ]) // prettier-ignore
})

test.each(['CN', 'DE'] as const)('a slash within a number parts nothing (%s)', async (region) => {
  const read = await drafts('slash.csv', region)
  const code = { CN: '+86', DE: '+49' }[region]
  expect(read.drafts.map(handles)).toEqual([[`${code}1711000041`], [`${code}1711000042`], [`${code}1711000043`]])
})

test('German numbers in a file of Latin-1', async () => {
  const read = await drafts('phones.csv', 'DE')
  expect(read).toMatchObject({ encoding: 'windows-1252', encodingGuessed: true, mapping: ['name', 'email', 'phone', 'company'] })
  expect(read.drafts[0]!.name).toBe('Jürgen Groß')
  expect(read.drafts.map((draft) => handles(draft).filter((value) => value.startsWith('+')))).toEqual([
    ['+491711000002'], ['+4923412345610'], ['+491711000003'], ['+491711000004'], [], ['+491711000005', '+491711000006'], ['+491711000007;ext=12'],
  ]) // prettier-ignore
  expect(warnings(read.drafts[4]!)).toEqual([['Telefon', '1.71E+11']])
})

test('contacts of Google', async () => {
  const read = await drafts('google.csv')
  expect(read.mapping).toEqual(['name', 'firstName', 'lastName', 'email', 'phone', 'labels', 'company', 'note', 'birthday'])
  const [gia, only] = read.drafts
  expect(gia).toMatchObject({ name: 'Gia Goog', labels: ['VIP'], notes: ['note'], problems: [] })
  expect(handles(gia!)).toEqual(['g1@imp.example', 'g1b@imp.example', '+491711000011', '+491711000012'])
  expect([only!.name, handles(only!)]).toEqual(['Only Given', ['g2@imp.example']])
})

test('contacts of Outlook', async () => {
  const read = await drafts('outlook.csv')
  expect(read.mapping).toEqual(['firstName', 'middleName', 'lastName', 'company', 'email', 'phone', 'phone', 'note', 'birthday'])
  expect(read.drafts[0]).toMatchObject({ name: 'Ola Outlook', notes: ['line1\nline2'] })
  expect(handles(read.drafts[0]!)).toEqual(['o1@imp.example', '+447700900001', '+442079460001'])
})

test.each([
  ['first-last.csv', 'Firsta Lasta'],
  ['firstlast2.csv', 'Firstb Lastb'],
])('a name in two columns: %s', async (name, whole) => {
  expect((await drafts(name)).drafts.map((draft) => draft.name)).toEqual([whole])
})

test.each([
  ['big5.csv', 'big5'],
  ['cp1251.csv', 'windows-1251'],
])('%s is guessed, and says that it is', async (name, encoding) => {
  const read = await drafts(name)
  expect(read).toMatchObject({ encoding, encodingGuessed: true })
  expect(JSON.stringify(read.drafts)).not.toContain('\ufffd')
})

test('_x000D_ in a workbook is a line break', async () => {
  const [first] = (await drafts('excel.xlsx')).drafts
  expect(first!.notes).toEqual(['line one\nline two _x000D_ end'])
})
