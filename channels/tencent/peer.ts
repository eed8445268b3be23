import { sha256 } from '../../server/crypto.ts'
import type { Peer } from '../adapter.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the stand-ins of both platforms have in common: how they answer, what people are called, files. */
export type Call = Parameters<Peer>[0]
export type Answer = Awaited<ReturnType<Peer>>

/** The token both grant to who has the right credentials. */
export const practiceToken = 'practice-access-token'

export const json = (body: object): Answer => ({
  status: 200,
  headers: { 'content-type': 'application/json; charset=UTF-8', date: new Date().toUTCString() },
  body: JSON.stringify(body),
})

/** An answer by its code; 0: done. */
export const says = (errcode: number, errmsg: string): Answer => json({ errcode, errmsg })

/** The JSON a call came with; undefined where it is none. */
export function read({ body }: Pick<Call, 'body'>): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch {
    return undefined
  }
}

const longestName = 84

/** The same name is the same person, and the name can be read from the id: nobody has to remember it. */
export function idFor(prefix: string, name: string): string {
  const bytes = Buffer.from(name)
  return `${prefix}${bytes.length > longestName ? sha256(bytes).slice(0, 28) : bytes.toString('base64url')}`
}

export const nameIn = (prefix: string, id: string) => Buffer.from(id.slice(prefix.length), 'base64url').toString('utf8')

let uploads = 0

/** Takes a file of one of these kinds for sending. */
export function takeFile({ query, headers, body }: Call, kinds: string[]): Answer {
  if (!headers['content-type']?.startsWith('multipart/form-data; boundary=') || !body.includes('name="media"'))
    return says(41005, 'media data missing')
  const { type = '' } = query
  if (!kinds.includes(type)) return says(40004, 'invalid media type')
  uploads += 1
  return json({ errcode: 0, errmsg: 'ok', type, media_id: `practice-upload-${uploads}`, created_at: Math.floor(Date.now() / 1000) })
}

const contents = (): Record<string, { type: string; body: Buffer }> => ({
  'practice-voice': { type: 'audio/amr', body: Buffer.from('IyFBTVIKPJEXFr5meeHgAeev8AAAAIAAAAAAAAAAAAAAAAAAAAA=', 'base64') },
  'practice-picture': {
    type: 'image/png',
    body: practicePicture(),
  },
})

/** Gives a file people “sent”: a picture or a voice. */
export function giveFile({ query }: Call): Answer {
  const file = contents()[query['media_id'] ?? '']
  return file ? { status: 200, headers: { 'content-type': file.type }, body: file.body } : says(40007, 'invalid media_id')
}
