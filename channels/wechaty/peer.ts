import * as z from 'zod'
import { sameSecret } from '../../server/crypto.ts'
import type { Peer } from '../adapter.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the stand-in gateway was started with. */
export const practice = { token: 'practice-gateway-token', self: 'wxid_practice' }

const asked = z.object({ token: z.string(), id: z.string().optional() })

/** A gateway in small: takes the practice token, says who is signed in, names what it sent. */
export function peer(): Peer {
  return async ({ path, body }) => {
    if (path.startsWith('/files/')) return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
    const { token, id } = asked.parse(JSON.parse(body.toString('utf8')))
    if (!sameSecret(token, practice.token)) return { status: 401, body: '{}' }
    const answer = path === '/state' ? { signedIn: practice.self, waiting: 0 } : { id: `wx-${id ?? 'nothing'}` }
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(answer) }
  }
}
