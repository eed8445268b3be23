import { pool } from '../server/db.ts'
import type { Job } from '../server/feature.ts'
import { tellPacket } from '../server/realtime.ts'
import { presenceRoom, widgetNamespace } from './visitor-room.ts'

/** Whoever did something within so long counts as here. */
const activeMinutes = 10

const active = `sessions s JOIN users u ON u.id = s.user_id
  WHERE s.last_seen_at > now() - make_interval(mins => ${activeMinutes}) AND u.disabled_at IS NULL`

/** The workspaces in which somebody is here to answer. */
async function attended(): Promise<Set<string>> {
  const { rows } = await pool().query<{ id: string }>(`SELECT DISTINCT s.workspace_id AS id FROM ${active}`)
  return new Set(rows.map(({ id }) => id))
}

/** Whether somebody of the workspace is here to answer a visitor. */
export async function isAttended(workspaceId: string): Promise<boolean> {
  const { rows } = await pool().query({
    name: 'is-attended',
    text: `SELECT FROM ${active} AND u.workspace_id = $1 LIMIT 1`,
    values: [workspaceId],
  })
  return rows.length > 0
}

/** Who was told last that somebody is here; another process begins with nobody, and tells everybody once more. */
let told: Set<string> = new Set()

/** Tells open chats when somebody comes, or the last one goes. */
export const tellPresence: Job = {
  name: 'inbox.visitor-presence',
  every: 20_000,
  run: async () => {
    const now = await attended()
    for (const workspaceId of new Set([...told, ...now]))
      if (told.has(workspaceId) !== now.has(workspaceId))
        tellPacket({ namespace: widgetNamespace, room: presenceRoom(workspaceId), name: 'here', data: () => now.has(workspaceId) })
    told = now
  },
}
