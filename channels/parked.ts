import type pg from 'pg'
import type { Channel } from '../contract/channels.ts'
import { txOn } from '../server/db.ts'
import { getChannel } from './channels.ts'

type Told = { workspaceId: string; name: 'channel.updated'; data: { channel: Channel } }

/** The events that tell how many raw events of these channels are parked now, in the transaction that parked some. */
export async function tellParked(client: pg.ClientBase, of: { workspaceId: string; channelId: string }[]): Promise<Told[]> {
  const told: Told[] = []
  for (const [channelId, workspaceId] of new Map(of.map((parked) => [parked.channelId, parked.workspaceId]))) {
    const tx = txOn(client, workspaceId)
    await tx.sql('UPDATE channels SET version = version + 1 WHERE workspace_id = $1 AND id = $2', [channelId])
    told.push({ workspaceId, name: 'channel.updated', data: { channel: await getChannel(tx, channelId) } })
  }
  return told
}
