import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { sha256 } from './crypto.ts'
import { imageSize, thumbnail } from './pictures.ts'
import { openFile, putFile, readFile } from './storage.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'parley-storage-'))
vi.stubEnv('DATA_DIR', folder)
afterAll(() => rmSync(folder, { recursive: true }))

const limit = { maxBytes: 1_000_000 }
const drafts = () => readdirSync(path.join(folder, 'files', 'drafts'))

describe('keeping a file', () => {
  it('addresses it by its content and gives it back', async () => {
    const bytes = Buffer.from('hello 你好')
    const file = await putFile(Readable.from([bytes.subarray(0, 3), bytes.subarray(3)]), limit)
    expect(file).toEqual({ hash: sha256(bytes), size: bytes.length, type: 'text/plain' })
    expect(await buffer(await openFile(file.hash))).toEqual(bytes)
    expect(await putFile(bytes, limit)).toEqual(file)
    expect(await readFile(file.hash)).toEqual(bytes)
  })

  it('refuses more than the limit, and leaves nothing behind', async () => {
    const endless = Readable.from(
      (function* () {
        for (;;) yield Buffer.alloc(65_536, 'x')
      })(),
    )
    await expect(putFile(endless, limit)).rejects.toMatchObject({ code: 'invalid', field: 'file' })
    expect(drafts()).toEqual([])
  })

  it('leaves nothing behind when the sender breaks off', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('half')
        throw new Error('the line was cut')
      })(),
    )
    await expect(putFile(broken, limit)).rejects.toThrow('the line was cut')
    expect(drafts()).toEqual([])
  })

  it.each(['../../etc/passwd', '..', '', 'A'.repeat(64), `${'a'.repeat(63)}/`, `${'a'.repeat(64)}\n`])(
    'opens nothing by %j',
    async (hash) => {
      await expect(openFile(hash)).rejects.toMatchObject({ code: 'not_found' })
      await expect(thumbnail(hash, { width: 100, who: 'us' })).rejects.toMatchObject({ code: 'not_found' })
    },
  )

  it('says so when a file is not there', async () => {
    await expect(openFile('0'.repeat(64))).rejects.toMatchObject({ code: 'not_found' })
    await expect(readFile('0'.repeat(64))).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('a file’s type', () => {
  it.each([
    ['%PDF-1.7 …', 'application/pdf'],
    ['<!DOCTYPE html><script>alert(1)</script>', 'text/html'],
    ['<?xml version="1.0"?><svg onload="alert(1)"/>', 'image/svg+xml'],
    ['  <svg xmlns="http://www.w3.org/2000/svg"></svg>', 'image/svg+xml'],
    ['a,b\r\n1,2\r\n', 'text/plain'],
    ['\u0000\u0001\u0002', 'application/octet-stream'],
    ['', 'text/plain'],
  ])('of %j is %s', async (text, type) => {
    expect((await putFile(Buffer.from(text), limit)).type).toBe(type)
  })
})

describe('pictures', () => {
  const picture = (width: number, height: number) => sharp({ create: { width, height, channels: 3, background: 'teal' } })

  it('are measured and made small once', async () => {
    const { hash, type } = await putFile(await picture(1000, 500).png().toBuffer(), limit)
    expect(type).toBe('image/png')
    expect(await imageSize(hash)).toEqual({ width: 1000, height: 500 })
    const made = (await thumbnail(hash, { width: 200, who: 'us' })).bytes
    expect(await sharp(made).metadata()).toMatchObject({ format: 'webp', width: 240, height: 120 })
    expect((await thumbnail(hash, { width: 230, who: 'us' })).bytes).toEqual(made)
  })

  it('are measured as they are shown, not as they lie', async () => {
    const turned = await picture(40, 20).withMetadata({ orientation: 6 }).jpeg().toBuffer()
    expect(await imageSize((await putFile(turned, limit)).hash)).toEqual({ width: 20, height: 40 })
  })

  it('that claim a hundred megapixels are refused before they are decoded', async () => {
    const bomb = await sharp({ create: { width: 12_000, height: 10_000, channels: 3, background: 'white' } })
      .png({ compressionLevel: 9 })
      .toBuffer()
    const { hash } = await putFile(bomb, limit)
    await expect(thumbnail(hash, { width: 200, who: 'us' })).rejects.toMatchObject({ code: 'invalid' })
  })

  it('in AVIF that would take a gigabyte to decode are refused; who asks for one at once waits for the same', async () => {
    const { hash } = await putFile(await picture(4_200, 4_200).avif({ effort: 0 }).toBuffer(), limit)
    await expect(thumbnail(hash, { width: 120, who: 'us' })).rejects.toMatchObject({ code: 'invalid' })
    const small = await putFile(await picture(400, 200).avif({ effort: 0 }).toBuffer(), limit)
    const made = await Promise.all(['us', 'them', 'us'].map((who) => thumbnail(small.hash, { width: 120, who }).then(({ bytes }) => bytes)))
    expect(new Set(made.map((bytes) => bytes.length)).size).toBe(1)
  })

  it('that are cut short, drawn in SVG or no pictures at all have no small version', async () => {
    const half = (await picture(900, 900).jpeg().toBuffer()).subarray(0, 900)
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    for (const bytes of [half, svg, Buffer.from('text')]) {
      const { hash } = await putFile(bytes, limit)
      await expect(thumbnail(hash, { width: 200, who: 'us' })).rejects.toMatchObject({ code: 'invalid' })
    }
    expect(await imageSize((await putFile(svg, limit)).hash)).toBeNull()
  })
})
