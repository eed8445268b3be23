import { expect, test } from 'vitest'
import { vcardLines } from './words.ts'

test('of a vCard a person reads the fields, not the format', () => {
  const card = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:王;五;;;',
    'FN:王五',
    'item1.TEL;TYPE=CELL:+86 138 0013 8000',
    'ORG:山茶商城;仓库',
    'ADR;TYPE=WORK:;;文一西路 1 号\\, 2 楼;杭州;;;',
    'NOTE:first line\\nsecond',
    ' and its fold',
    'PHOTO;ENCODING=b:/9j/4AAQ',
    'END:VCARD',
  ].join('\r\n')
  expect(vcardLines(card)).toEqual(['+86 138 0013 8000', '山茶商城, 仓库', '文一西路 1 号, 2 楼, 杭州', 'first line secondand its fold'])
  expect(vcardLines('no card at all')).toEqual([])
  expect(vcardLines()).toEqual([])
})
