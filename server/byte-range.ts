import type { Readable } from 'node:stream'

/** A part of a file by its first and last byte, both of them in it. */
export type ByteRange = { start: number; end: number }

/**
 * Which part of a file of `size` bytes a `Range` header asks for (RFC 9110, 14.2). Null: the whole is to be sent, as for no header, several
 * parts or other units; `beyond`: it asks only for bytes that are not there.
 */
export function byteRange(header: string, size: number): ByteRange | 'beyond' | null {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header.trim()) ?? []
  if (first === undefined || last === undefined || first + last === '') return null
  if (first !== '' && last !== '' && Number(last) < Number(first)) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start < size && start <= end ? { start, end } : 'beyond'
}

/** A part of a stream that can only be had whole; what lies behind it is not read. */
export async function* cut(whole: Readable, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  let at = 0
  for await (const chunk of whole as AsyncIterable<Buffer>) {
    const part = chunk.subarray(Math.max(0, start - at), end + 1 - at)
    at += chunk.length
    if (part.length > 0) yield part
    if (at > end) return
  }
}
