import { expect, test } from 'vitest'
import { nameIn } from './file-name.ts'

const bytes = (text: string) => Buffer.from(text).toString('latin1')

test.each([
  ['attachment; filename="offer.pdf"', 'offer.pdf'],
  ['attachment; filename=offer.pdf', 'offer.pdf'],
  ['attachment; filename="a \\"b\\".pdf"', 'a "b".pdf'],
  ['attachment; filename="x.pdf"; filename*=UTF-8\'\'%E5%90%88%E5%90%8C.pdf', '合同.pdf'],
  ['attachment; filename="%E5%90%88%E5%90%8C.pdf"', '合同.pdf'],
  [`attachment; filename="${bytes('合同.pdf')}"`, '合同.pdf'],
  ['attachment; filename="100%.pdf"', '100%.pdf'],
  [`attachment; filename="${Buffer.from('Angebot für Sie.pdf', 'latin1').toString('latin1')}"`, 'Angebot für Sie.pdf'],
])('%s names the file', (header, name) => expect(nameIn(header)).toEqual({ fileName: name }))

test.each([undefined, 'attachment', 'inline; filename=""'])('%s names none', (header) => expect(nameIn(header)).toEqual({}))
