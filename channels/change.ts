import type { Channel } from '../contract/channels.ts'
import type { SqlTx } from '../server/db.ts'
import { sqlTransaction } from '../server/db.ts'
import { emit } from '../server/events.ts'
import { forgetAccount } from './accounts.ts'
import { getChannel, getRow, type ChannelRow } from './channels.ts'

/**
 * Changes one channel and tells everybody, together. `change` gets the row, locked, and answers whether it changed anything; if not,
 * nothing is told. Refuses with `not_found`.
 */
export async function changeChannel(
  workspaceId: string,
  id: string,
  change: (tx: SqlTx, row: ChannelRow) => Promise<boolean>,
): Promise<Channel> {
  const channel = await sqlTransaction(workspaceId, async (tx) => {
    if (!(await change(tx, await getRow(tx, id, 'lock')))) return getChannel(tx, id)
    await tx.sql('UPDATE channels SET version = version + 1 WHERE workspace_id = $1 AND id = $2', [id])
    const changed = await getChannel(tx, id)
    await emit(tx, 'channel.updated', { channel: changed })
    return changed
  })
  forgetAccount(id)
  return channel
}
