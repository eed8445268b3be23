import decodeAmr from '@audio/decode-amr'
import { decode as decodeSilk } from 'silk-wasm'
import { isSilk } from './content-type.ts'
import { fail } from './errors.ts'
import type { ParserTask } from './parsers/task.ts'

/** Samples a second that SILK is decoded to: what people's voices need (WeChat records 16 or 24 thousand). */
const silkRate = 16_000
/** Longer than messengers record (a minute, Weibo five), and a WAV of 20 MB. */
const mostSeconds = 600
const mostFrames = mostSeconds * 50
const headerBytes = 44

/** AMR, narrow or wide band (RFC 4867 5). */
const isAmr = (bytes: Buffer) => /^#!AMR(-WB)?\n/.test(bytes.toString('latin1', 0, 9))

/** A voice message in AMR or SILK as a WAV every browser plays (one channel, 16 bits). Refuses (`invalid`) anything else, and what is broken. */
export const voiceParser: ParserTask<Uint8Array, Uint8Array> = {
  name: 'server.voice',
  seconds: 30,
  lane: 'picture',
  parse: async (given) => {
    const bytes = Buffer.from(given.buffer, given.byteOffset, given.byteLength)
    if (!isAmr(bytes) && !isSilk(bytes)) return fail('invalid', 'Only recordings in AMR and SILK are made playable.')
    const frames = framesIn(bytes)
    if (frames === 0 || frames > mostFrames) return fail('invalid', brokenVoice)
    if (isSilk(bytes)) return wav(Buffer.from((await decodeSilk(bytes, silkRate)).data), silkRate)
    const { channelData, sampleRate } = await decodeAmr(bytes)
    return wav(pcm(channelData[0] ?? new Float32Array()), sampleRate)
  },
}

/** Said of a recording that cannot be played. */
export const brokenVoice = 'This recording is broken or too long to be played here; download it instead.'

/** Bytes behind the first of a frame, by its type (3GPP TS 26.101 and 26.201): narrow band, wide band. */
const narrow = [12, 13, 15, 17, 19, 20, 26, 31, 5, 6, 5, 5, 0, 0, 0, 0]
const wide = [17, 23, 32, 36, 40, 46, 50, 58, 60, 5, 0, 0, 0, 0, 0, 0]

/**
 * Frames in a recording, counted no further than what is too many: one byte may become 20 ms of sound, so a small file could fill the memory
 * once it is decoded.
 */
function framesIn(bytes: Buffer): number {
  const sizeAt = isSilk(bytes) ? silkSize : amrSize(bytes.toString('latin1', 0, 8) === '#!AMR-WB' ? wide : narrow)
  let frames = 0
  for (let at = bytes.indexOf(isSilk(bytes) ? 'V3' : '\n') + (isSilk(bytes) ? 2 : 1); at < bytes.length && frames <= mostFrames; frames++)
    at += sizeAt(bytes, at)
  return frames
}

const silkSize = (bytes: Buffer, at: number) => 2 + (at + 1 < bytes.length ? Math.max(0, bytes.readInt16LE(at)) : 0)
const amrSize = (sizes: number[]) => (bytes: Buffer, at: number) => 1 + sizes[(bytes[at]! >> 3) & 15]!

function pcm(samples: Float32Array): Buffer {
  const bytes = Buffer.alloc(samples.length * 2)
  samples.forEach((sample, at) => bytes.writeInt16LE(Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), at * 2))
  return bytes
}

/** PCM of 16 bits with the header a player reads (RIFF WAVE). */
function wav(samples: Buffer, rate: number): Buffer {
  if (samples.length === 0 || samples.length > mostSeconds * rate * 2) fail('invalid', brokenVoice)
  const header = Buffer.alloc(headerBytes)
  header.write('RIFF', 0)
  header.writeUInt32LE(samples.length + headerBytes - 8, 4)
  header.write('WAVEfmt ', 8)
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(rate, 24)
  header.writeUInt32LE(rate * 2, 28)
  header.writeUInt16LE(2, 32)
  header.writeUInt16LE(16, 34)
  header.write('data', 36)
  header.writeUInt32LE(samples.length, 40)
  return Buffer.concat([header, samples])
}
