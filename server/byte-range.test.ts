import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { byteRange, cut } from './byte-range.ts'

describe('what a Range header asks of ten bytes', () => {
  it.each([
    ['bytes=0-', { start: 0, end: 9 }],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=4-6', { start: 4, end: 6 }],
    ['bytes=4-600', { start: 4, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-30', { start: 0, end: 9 }],
    ['bytes=10-', 'beyond'],
    ['bytes=-0', 'beyond'],
    ['', null],
    ['bytes=-', null],
    ['bytes=6-4', null],
    ['bytes=0-1,4-5', null],
    ['lines=0-1', null],
  ] as const)('%s', (header, asked) => {
    expect(byteRange(header, 10)).toEqual(asked)
  })

  it('finds nothing in an empty file', () => {
    expect([byteRange('bytes=0-', 0), byteRange('bytes=-5', 0)]).toEqual(['beyond', 'beyond'])
  })
})

describe('a part of a stream', () => {
  const whole = () => Readable.from([Buffer.from('abcd'), Buffer.from('efgh'), Buffer.from('ij')])
  it('is the same wherever the stream is broken', async () => {
    for (let start = 0; start < 10; start++)
      for (let end = start; end < 10; end++)
        expect((await buffer(cut(whole(), { start, end }))).toString()).toBe('abcdefghij'.slice(start, end + 1))
  })

  it('closes the stream when it has what it needs', async () => {
    const source = whole()
    await buffer(cut(source, { start: 1, end: 2 }))
    expect(source.destroyed).toBe(true)
  })
})
