import { sha256 } from '../../server/crypto.ts'
import type { Demo, Simulated } from '../adapter.ts'
import type { WechatyConfig } from './config.ts'
import type { Heard } from './payload.ts'
import { peer, practice } from './peer.ts'

export const demo: Demo<WechatyConfig> = {
  name: 'Practice WeChat 个人微信练习',
  config: (peerUrl) => ({ token: practice.token, apiUrl: peerUrl }),
  simulates: ['text', 'image'],
  simulate: (_account, simulated) => ({ body: Buffer.from(JSON.stringify(heardOf(simulated))), dedupeKey: `message:${simulated.id}` }),
  peer,
}

function heardOf({ type, from, text, id, now }: Simulated): Heard {
  const talker = { id: `wxid_${sha256(from).slice(0, 12)}`, name: from }
  const content = type === 'image' ? { type: 6, text: '', filename: 'dot.png' } : { type: 7, text, filename: '' }
  return { id, ...content, at: now.getTime(), talker, listener: practice.self, room: null, self: practice.self }
}
