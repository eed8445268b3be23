import { beforeAll, describe, expect, test } from 'vitest'
import { newScene, type Scene } from '../scene.ts'
import { useServer } from '../serve.ts'

const server = useServer()

/** A second of noise, as a WAV of 8,044 bytes. */
const sound = (() => {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(8_036, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36)
  head.writeUInt32LE(8_000, 40)
  return Buffer.concat([head, Buffer.from(Array.from({ length: 8_000 }, (_, at) => at % 251))])
})()

let scene: Scene
let voice: string
beforeAll(async () => {
  scene = await newScene()
  const form = new FormData()
  form.append('file', new Blob([sound]), 'voice.wav')
  const answer = await fetch(`${server.url()}/api/v1/files`, { method: 'POST', headers: signed(), body: form })
  voice = ((await answer.json()) as { id: string }).id
})

const signed = () => ({ Authorization: `Bearer ${scene.agent.token}` })
const get = (headers: Record<string, string>) => fetch(`${server.url()}/api/v1/files/${voice}`, { headers: { ...signed(), ...headers } })
const bytes = async (answer: Response) => Buffer.from(await answer.arrayBuffer())

test('a file says that it can be had in parts, and how its parts are told from another’s', async () => {
  const answer = await get({})
  expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, 'bytes'])
  expect(answer.headers.get('etag')).toMatch(/^"[\da-f]{64}"$/)
  expect(answer.headers.get('content-type')).toBe('audio/wav')
  expect(await bytes(answer)).toEqual(sound)
})

test('a player gets the part it asks for: what Safari asks first, the middle, and the end', async () => {
  const parts = { 'bytes=0-1': [0, 2], 'bytes=4000-4999': [4_000, 5_000], 'bytes=-100': [7_944, 8_044], 'bytes=8000-': [8_000, 8_044] }
  for (const [range, [from, to]] of Object.entries(parts) as [string, [number, number]][]) {
    const answer = await get({ Range: range })
    expect(answer.status).toBe(206)
    expect(answer.headers.get('content-range')).toBe(`bytes ${from}-${to - 1}/8044`)
    expect(answer.headers.get('content-length')).toBe(String(to - from))
    expect(await bytes(answer)).toEqual(sound.subarray(from, to))
  }
})

test('what lies behind the end is refused with the size; a part of another file is not mixed in', async () => {
  const beyond = await get({ Range: 'bytes=8044-' })
  expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */8044'])
  const etag = (await get({})).headers.get('etag')!
  expect((await get({ Range: 'bytes=0-1', 'If-Range': etag })).status).toBe(206)
  expect(await bytes(await get({ Range: 'bytes=0-1', 'If-Range': '"another"' }))).toEqual(sound)
})

test('a part is nobody else’s to have either', async () => {
  const stranger = await newScene()
  const answer = await fetch(`${server.url()}/api/v1/files/${voice}`, {
    headers: { Authorization: `Bearer ${stranger.agent.token}`, Range: 'bytes=0-1' },
  })
  expect(answer.status).toBe(404)
})

describe('a recording browsers do not play', () => {
  const amr = Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 50 }, () => Buffer.from('04fc911716be6679e1e001e7af', 'hex'))])
  const uploaded = async (content: Buffer) => {
    const form = new FormData()
    form.append('file', new Blob([new Uint8Array(content)]), 'voice.amr')
    const answer = await fetch(`${server.url()}/api/v1/files`, { method: 'POST', headers: signed(), body: form })
    return (await answer.json()) as { id: string; type: string }
  }
  const voiceOf = (id: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url()}/api/v1/files/${id}/voice`, { headers: { ...signed(), ...headers } })

  test('is given as one they do, whole and in parts; what was sent stays as it was', async () => {
    const { id, type } = await uploaded(amr)
    expect(type).toBe('audio/amr')
    const [one, same] = await Promise.all([voiceOf(id), voiceOf(id)])
    expect([one.status, one.headers.get('content-type'), one.headers.get('accept-ranges')]).toEqual([200, 'audio/wav', 'bytes'])
    const wav = await bytes(one)
    expect(wav.length).toBe(44 + 50 * 320)
    expect(await bytes(same)).toEqual(wav)
    const part = await voiceOf(id, { Range: 'bytes=0-1' })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, `bytes 0-1/${wav.length}`])
    expect(await bytes(part)).toEqual(wav.subarray(0, 2))
    const original = await fetch(`${server.url()}/api/v1/files/${id}`, { headers: signed() })
    expect(await bytes(original)).toEqual(amr)
  })

  test('that is broken, or another file, is refused with words; a stranger gets nothing', async () => {
    const { id } = await uploaded(Buffer.from('#!AMR\n'))
    expect((await voiceOf(id)).status).toBe(400)
    expect((await voiceOf(voice)).status).toBe(400)
    expect((await fetch(`${server.url()}/api/v1/files/${id}/voice`)).status).toBe(401)
  })
})
