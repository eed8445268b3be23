import { v5 } from 'uuid'
import type { Simulator } from '../adapter.ts'
import type { WebchatConfig } from './config.ts'
import { issueToken } from './token.ts'

/** Names the visitors and messages that are simulated; a UUID of no other meaning. */
const namespace = '6f0f2c1e-53a1-5c6e-9c43-4a5d0a4f7a10'

/** A visitor with a token of her own, who posts as the widget’s fallback would. */
export const simulator: Simulator<WebchatConfig> = {
  simulates: ['text'],
  simulate: ({ channelId, config }, { from, text, id, now }) => {
    const visitor = { channelId, visitorId: v5(from, namespace), name: from }
    return {
      method: 'POST',
      headers: { authorization: `Bearer ${issueToken(visitor, config.identitySecret, now)}`, 'content-type': 'application/json' },
      query: {},
      body: Buffer.from(JSON.stringify({ type: 'message', id: v5(id, namespace), text })),
    }
  },
}
