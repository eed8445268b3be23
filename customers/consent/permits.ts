import type { Permit, Purpose } from '../../contract/consents.ts'
import type { Sql } from '../../server/db.ts'

type Asked = { customerId: string; channelKind: string; purpose: Permit['purpose'] }
export type Verdict = { allowed: true; reason: null } | { allowed: false; reason: string }

/**
 * Whether something may be sent to a customer (any of a merged group) over a kind of channel: the one question every send asks.
 * An answer or notice (`service`) may, unless the person was erased; `marketing` needs a standing consent for that kind of channel or
 * for all of them. The latest word counts, and of two at the same time the withdrawal. `reason` is for a person.
 */
export async function maySend(sql: Sql, { customerId, channelKind, purpose }: Asked): Promise<Verdict> {
  const [found] = await sql<{ erased: boolean; state: string | null; day: string | null }>(
    `SELECT r.erased_at IS NOT NULL AS erased, latest.state, latest.day
       FROM customers c JOIN customers r ON r.id = c.root_id
       LEFT JOIN LATERAL (${latestConsent('r.id', '$3::text', '$4::text')}) latest ON true
      WHERE c.workspace_id = $1::uuid AND c.id = $2::uuid`,
    [customerId, 'marketing' satisfies Purpose, channelKind],
  )
  if (!found) return refused('This customer does not exist (any more): nothing can be sent to them.')
  if (found.erased) return refused('This person was erased at their wish: nothing can be sent to them any more.')
  if (purpose === 'service' || found.state === 'granted') return { allowed: true, reason: null }
  if (found.state === 'withdrawn')
    return refused(`This customer took back their consent to marketing on ${found.day}. Send nothing promotional until they agree again.`)
  return refused('This customer has not agreed to marketing on this channel. Ask them, and record their consent on the profile first.')
}

/**
 * SQL of the consent that counts, at most one row (`state`, `day` as YYYY-MM-DD in UTC), for a root customer, a purpose and a kind of
 * channel, each given as an SQL expression. For statements that ask it of many customers at once.
 */
export function latestConsent(root: string, purpose: string, channelKind: string): string {
  return `SELECT s.state, to_char(s.at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
            FROM customers m JOIN consents s ON s.customer_id = m.id
           WHERE m.root_id = ${root} AND s.purpose = ${purpose} AND (s.channel_kind IS NULL OR s.channel_kind = ${channelKind})
           ORDER BY s.at DESC, s.state = 'withdrawn' DESC, s.id DESC LIMIT 1`
}

function refused(reason: string): Verdict {
  return { allowed: false, reason }
}
