import { sha256 } from '../../server/crypto.ts'
import type { Demo, Simulated } from '../adapter.ts'
import type { SlackConfig } from './config.ts'
import { event, peer, practice } from './peer.ts'

export const demo: Demo<SlackConfig> = {
  name: 'Practice workspace Slack 练习',
  config: (peerUrl) => ({
    ...{ mode: 'events', botToken: practice.botToken, signingSecret: practice.signingSecret, appToken: practice.appToken },
    apiUrl: peerUrl,
  }),
  simulates: ['text', 'image'],
  simulate: ({ config }, simulated) => event(config, `Ev${sha256(simulated.id).slice(0, 12)}`, message(config, simulated), simulated.now),
  peer,
}

/** A direct message; the same name is the same person, in the same direct channel. */
function message({ apiUrl }: SlackConfig, { type, from, text, id, now }: Simulated): object {
  const [person, serial] = [sha256(from).slice(0, 9).toUpperCase(), Number.parseInt(sha256(id).slice(0, 8), 16) % 1_000_000]
  const ts = `${Math.floor(now.getTime() / 1000)}.${String(serial).padStart(6, '0')}`
  const file = { id: 'F0PRACTICE', name: 'dot.png', mimetype: 'image/png', mode: 'hosted', url_private_download: `${apiUrl}/files/dot.png` }
  return {
    ...{ type: 'message', channel: `D${person}`, channel_type: 'im', user: `U${person}`, text, ts, event_ts: ts, team: practice.team },
    ...(type === 'image' ? { subtype: 'file_share', files: [file] } : {}),
  }
}
