import { createReadStream } from 'node:fs'
import type { TextEncoding } from '../../contract/import-file.ts'
import { textEncodings } from '../../contract/import-file.ts'
import { decoderOf, looksLike } from '../../server/charset.ts'

/** How a text file is written, and whether its bytes prove it or only look like it. */
export type Found = { encoding: TextEncoding; isGuess: boolean }

/**
 * The encoding of a text file, from all of its bytes, because the first character beyond ASCII may be the last one: a byte order mark,
 * else every second byte zero (UTF-16), else whatever is valid UTF-8, else what its bytes look like most. Null for what is no text.
 */
export async function detectEncoding(path: string): Promise<Found | null> {
  const survey = newSurvey()
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) look(survey, chunk as Buffer)
  return verdict(survey)
}

const chunkBytes = 256 * 1024

/** The text of a file, piece by piece, without its byte order mark; bytes that mean nothing become �. */
export async function* decode(path: string, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  for await (const chunk of createReadStream(path, { highWaterMark: chunkBytes })) yield decoder.write(chunk as Buffer)
  yield decoder.end()
}

type Survey = {
  mark: TextEncoding | null
  size: number
  zeros: [even: number, odd: number]
  controls: number
  utf8: TextDecoder | null
  /** Pieces with bytes beyond ASCII in them: by these the guess is made. */
  foreign: Buffer[]
  foreignBytes: number
}

/** So many bytes beyond ASCII, with what stands beside them, tell. */
const tellingBytes = 16_000

function newSurvey(): Survey {
  const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  return { mark: null, size: 0, zeros: [0, 0], controls: 0, utf8, foreign: [], foreignBytes: 0 }
}

function look(survey: Survey, chunk: Buffer): void {
  if (survey.size === 0) survey.mark = markOf(chunk)
  if (!survey.mark) {
    survey.utf8 = goesOn(survey.utf8, chunk)
    count(survey, chunk)
    keepForeign(survey, chunk)
  }
  survey.size += chunk.length
}

function markOf(head: Buffer): TextEncoding | null {
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
  }
}

/** Keeps lines with bytes beyond ASCII in them, and no others: long stretches of ASCII say nothing. */
function keepForeign(survey: Survey, chunk: Buffer): void {
  let at = 0
  while (survey.foreignBytes < tellingBytes && at < chunk.length) {
    const first = chunk.subarray(at).findIndex((byte) => byte > 0x7f)
    if (first < 0) return
    const start = chunk.lastIndexOf(newline, at + first) + 1
    const end = chunk.indexOf(newline, at + first)
    const line = chunk.subarray(Math.max(start, at), end < 0 ? chunk.length : end + 1).subarray(0, tellingBytes)
    survey.foreign.push(line)
    survey.foreignBytes += line.length
    at = Math.max(start, at) + Math.max(line.length, 1)
  }
}

const newline = 10

function verdict(survey: Survey): Found | null {
  if (survey.mark) return { encoding: survey.mark, isGuess: false }
  const [even, odd] = survey.zeros
  if (odd > survey.size / 8 && even < odd / 8) return { encoding: 'utf-16le', isGuess: false }
  if (even > survey.size / 8 && odd < even / 8) return { encoding: 'utf-16be', isGuess: false }
  if (even + odd > 0 || survey.controls > survey.size / 100) return null
  if (goesOn(survey.utf8, undefined)) return { encoding: 'utf-8', isGuess: false }
  return { encoding: guess(Buffer.concat(survey.foreign)), isGuess: true }
}

/** The likeliest in which everything means something. */
function guess(bytes: Buffer): TextEncoding {
  const known = looksLike(bytes).filter((name): name is TextEncoding => textEncodings.some((one) => one === name))
  const readable = known.find((name) => {
    const decoder = decoderOf(name)
    return !(decoder.write(bytes) + decoder.end()).includes('\ufffd')
  })
  return readable ?? known[0] ?? 'windows-1252'
}
