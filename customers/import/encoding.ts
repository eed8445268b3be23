import { createReadStream } from 'node:fs'

/** How a text file is written; names as TextDecoder takes them. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252'

/**
 * The encoding of a text file, from all of its bytes, because the first character beyond ASCII may be the last one: a byte order mark,
 * else every second byte zero (UTF-16), else whatever is valid UTF-8, else GB18030 (which holds GBK and GB2312) where the bytes look
 * Chinese, else Windows-1252. Null for what is no text.
 */
export async function detectEncoding(path: string): Promise<Encoding | null> {
  const survey = newSurvey()
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) look(survey, chunk as Buffer)
  return verdict(survey)
}

const chunkBytes = 256 * 1024

/** The text of a file, piece by piece, without its byte order mark; bytes that mean nothing become �. */
export async function* decode(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) yield decoder.decode(chunk as Buffer, { stream: true })
  yield decoder.decode()
}

type Survey = {
  mark: Encoding | null
  size: number
  zeros: [even: number, odd: number]
  controls: number
  utf8: TextDecoder | null
  gb: TextDecoder | null
  /** Pairs of a high byte and what follows it, and those of which both are high, as nearly all Chinese is and little Western. */
  pairs: number
  highPairs: number
  pending: boolean
}

function newSurvey(): Survey {
  const strict = (name: string) => new TextDecoder(name, { fatal: true, ignoreBOM: true })
  const none = { mark: null, size: 0, controls: 0, pairs: 0, highPairs: 0, pending: false }
  return { ...none, zeros: [0, 0], utf8: strict('utf-8'), gb: strict('gb18030') }
}

function look(survey: Survey, chunk: Buffer): void {
  if (survey.size === 0) survey.mark = markOf(chunk)
  if (!survey.mark) {
    survey.utf8 = goesOn(survey.utf8, chunk)
    survey.gb = goesOn(survey.gb, chunk)
    count(survey, chunk)
  }
  survey.size += chunk.length
}

function markOf(head: Buffer): Encoding | null {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8'
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
}

function goesOn(decoder: TextDecoder | null, chunk: Buffer | undefined): TextDecoder | null {
  try {
    decoder?.decode(chunk, { stream: chunk !== undefined })
    return decoder
  } catch {
    // Not this encoding: that is the answer.
    return null
  }
}

function count(survey: Survey, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; at += 1) {
    const byte = chunk[at]!
    if (byte === 0) survey.zeros[((survey.size + at) % 2) as 0 | 1] += 1
    else if (byte < 32 && (byte < 8 || byte > 13) && byte !== 26 && byte !== 27) survey.controls += 1
    if (survey.pending) {
      survey.pairs += 1
      if (byte >= 0xa1) survey.highPairs += 1
      survey.pending = false
    } else survey.pending = byte >= 0x81
  }
}

function verdict(survey: Survey): Encoding | null {
  if (survey.mark) return survey.mark
  const [even, odd] = survey.zeros
  if (odd > survey.size / 8 && even < odd / 8) return 'utf-16le'
  if (even > survey.size / 8 && odd < even / 8) return 'utf-16be'
  if (even + odd > 0 || survey.controls > survey.size / 100) return null
  if (goesOn(survey.utf8, undefined)) return 'utf-8'
  return goesOn(survey.gb, undefined) && survey.highPairs * 2 >= survey.pairs ? 'gb18030' : 'windows-1252'
}
