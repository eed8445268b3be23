import { describe, expect, test } from 'vitest'
import { roomOf } from './room.ts'

describe('what the composer says of a text’s length', () => {
  test('is nothing while there is room, and how much is left near the end', () => {
    const limit = { n: 1_000, unit: 'chars', parts: 1 } as const
    expect(roomOf('a'.repeat(700), limit)).toEqual({ is: 'plenty', fits: true })
    expect(roomOf('a'.repeat(990), limit)).toEqual({ is: 'left', n: 10, inBytes: false, fits: true })
    expect(roomOf('a'.repeat(1_003), limit)).toEqual({ is: 'over', n: 3, fits: false })
  })

  test('counts bytes where the channel does', () => {
    expect(roomOf('三个字', { n: 10, unit: 'bytes', parts: 1 })).toEqual({ is: 'left', n: 1, inBytes: true, fits: true })
  })

  test('is into how many messages it goes, up to those the channel takes', () => {
    const limit = { n: 100, unit: 'characters', parts: 3 } as const
    const sentence = '这句话一共有十个字。'
    expect(roomOf(sentence.repeat(10), limit)).toEqual({ is: 'plenty', fits: true })
    expect(roomOf(sentence.repeat(25), limit)).toEqual({ is: 'parts', parts: 3, most: 3, fits: true })
    expect(roomOf(sentence.repeat(31), limit)).toEqual({ is: 'parts', parts: 4, most: 3, fits: false })
  })

  test('is the parts of an SMS from its first letter, each language by its own alphabet', () => {
    const limit = { n: 2, unit: 'segments', parts: 1 } as const
    expect(roomOf('Hello', limit)).toEqual({ is: 'segments', parts: 1, used: 5, room: 160, most: 2, fits: true })
    expect(roomOf('茶'.repeat(87), limit)).toEqual({ is: 'segments', parts: 2, used: 87, room: 134, most: 2, fits: true })
    expect(roomOf('茶'.repeat(135), limit)).toMatchObject({ is: 'segments', parts: 3, fits: false })
  })
})
