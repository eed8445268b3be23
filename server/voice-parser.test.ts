import { encode } from 'silk-wasm'
import { describe, expect, test } from 'vitest'
import { voiceParser } from './voice-parser.ts'

const parse = async (bytes: Buffer) => Buffer.from(await voiceParser.parse(bytes))
/** What the header says: samples a second, and seconds. */
const read = (wav: Buffer) => [wav.readUInt32LE(24), wav.readUInt32LE(40) / 2 / wav.readUInt32LE(24)]
const loudest = (wav: Buffer) => Math.max(...Array.from({ length: (wav.length - 44) / 2 }, (_, n) => Math.abs(wav.readInt16LE(44 + n * 2))))

/** A tone, as 16-bit samples. */
const tone = (seconds: number, rate: number) => {
  const bytes = Buffer.alloc(seconds * rate * 2)
  for (let n = 0; n < seconds * rate; n++) bytes.writeInt16LE(Math.round(Math.sin((n * 440 * 2 * Math.PI) / rate) * 12_000), n * 2)
  return bytes
}
const silk = async (seconds: number) => Buffer.from((await encode(tone(seconds, 24_000), 24_000)).data)

/** Frames of AMR's lowest rate, 20 ms each. */
const amr = (frames: number, frame = [0x04, 0xfc, 0x91, 0x17, 0x16, 0xbe, 0x66, 0x79, 0xe1, 0xe0, 0x01, 0xe7, 0xaf]) =>
  Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: frames }, () => Buffer.from(frame))])

describe('a voice message', () => {
  test('in SILK, as WeChat records it, is a WAV of the same sound', async () => {
    const wav = await parse(await silk(2))
    const [rate, seconds] = read(wav)
    expect(rate).toBe(16_000)
    expect(seconds).toBeCloseTo(2, 1)
    expect(loudest(wav)).toBeGreaterThan(6_000)
  })

  test('in AMR is a WAV of its length', async () => {
    const wav = await parse(amr(150))
    expect(wav.toString('latin1', 0, 4)).toBe('RIFF')
    expect(read(wav)).toEqual([8_000, 3])
  })

  test.each([
    ['a text', Buffer.from('hello')],
    ['nothing', Buffer.alloc(0)],
    ['a mark alone', Buffer.from('#!AMR\n')],
    ['SILK’s mark alone', Buffer.from('\x02#!SILK_V3')],
    ['SILK’s mark before noise', Buffer.concat([Buffer.from('\x02#!SILK_V3'), Buffer.alloc(5_000, 0xa7)])],
  ])('that is none is refused: %s', async (_, bytes) => {
    await expect(parse(bytes)).rejects.toThrow()
  })

  test('that would become hours of sound is refused before it is decoded', async () => {
    await expect(parse(Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(20_000_000, 0x7c)]))).rejects.toMatchObject({ code: 'invalid' })
    await expect(parse(Buffer.concat([Buffer.from('\x02#!SILK_V3'), Buffer.alloc(4_000_000)]))).rejects.toMatchObject({ code: 'invalid' })
  })
})
