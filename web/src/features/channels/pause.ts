import type { Channel } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'

/** Stops a channel, or lets a stopped one go on. */
export async function pauseOrResume({ id, status }: Channel): Promise<void> {
  const next = await call(status === 'paused' ? 'channel.resume' : 'channel.pause', { id })
  learn((draft) => keep(draft, 'channels', next))
}
