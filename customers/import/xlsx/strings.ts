import { fail } from '../../../server/errors.ts'
import { limits } from '../rows.ts'
import { readXml, unescaped } from './xml.ts'

/** The texts cells refer to by number. */
export type Strings = { at: (index: number) => string }

const mostBytes = 256 * 1024 * 1024

/** Reads a workbook's shared texts into one block of UTF-8: a tenth of the memory of as many strings. */
export async function readStrings(pieces: AsyncIterable<string>): Promise<Strings> {
  let block = Buffer.alloc(64 * 1024)
  const ends: number[] = []
  let end = 0
  for await (const text of readXml(pieces, sharedText())) {
    if (end + text.length * 3 > block.length) block = larger(block, end + text.length * 3)
    end += block.write(text, end)
    ends.push(end)
  }
  return { at: (index) => (index in ends ? block.toString('utf8', ends[index - 1] ?? 0, ends[index]) : '') }
}

function larger(block: Buffer, needed: number): Buffer<ArrayBuffer> {
  if (needed > mostBytes) fail('invalid', 'This Excel file holds more than 256 MB of text. Split it into several files.', { field: 'file' })
  const next = Buffer.alloc(Math.max(needed, block.length * 2))
  block.copy(next)
  return next
}

/** `<si>` with one `<t>`, or one per stretch of formatting; readings (`<rPh>`) are not part of the text. */
function sharedText() {
  let text = ''
  let inText = false
  let inReading = false
  return {
    open: (name: string) => {
      if (name === 'si') text = ''
      else if (name === 't') inText = true
      else if (name === 'rPh') inReading = true
    },
    text: (piece: string) => {
      if (inText && !inReading && text.length <= limits.cell) text += piece
    },
    close: (name: string, emit: (text: string) => void) => {
      if (name === 't') inText = false
      else if (name === 'rPh') inReading = false
      else if (name === 'si') emit(unescaped(text).slice(0, limits.cell))
    },
  }
}
