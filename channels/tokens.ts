import { seal, unseal } from '../server/crypto.ts'
import { pool } from '../server/db.ts'
import { inTurn } from './alone.ts'
import type { TokenStore } from './provider/tokens.ts'

const purpose = 'channel-token'

/** Access tokens in the database: sealed, one for each channel, asked for by one process at a time. */
export const tokenStore: TokenStore = {
  async load(channelId, madeWith) {
    const { rows } = await pool().query<{ token: string; freshMs: number }>(
      `SELECT token, (extract(epoch FROM fresh_until - clock_timestamp()) * 1000)::float8 AS "freshMs"
         FROM channel_tokens WHERE channel_id = $1 AND made_with = $2 AND fresh_until > clock_timestamp()`,
      [channelId, madeWith],
    )
    return rows[0] ? { ...rows[0], token: unseal(rows[0].token, purpose) } : null
  },
  async save(channelId, madeWith, { token, freshMs }) {
    await pool().query(
      `INSERT INTO channel_tokens AS t (channel_id, made_with, token, fresh_until)
       VALUES ($1, $2, $3, clock_timestamp() + $4::float8 * interval '1 ms')
       ON CONFLICT (channel_id) DO UPDATE SET made_with = excluded.made_with, token = excluded.token, fresh_until = excluded.fresh_until`,
      [channelId, madeWith, seal(token, purpose), freshMs],
    )
  },
  inTurn: (channelId, work) => inTurn(`token ${channelId}`, work),
}
