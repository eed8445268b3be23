import { setTimeout as sleep } from 'node:timers/promises'
import type { Subscriber } from '../../server/feature.ts'
import { feedHeldBack } from '../../server/events.ts'
import { advance } from '../../server/feeds.ts'
import { raiseHorizon } from '../../server/horizon.ts'

/**
 * Lets a subscriber handle everything committed so far; answers how many events it read. Readers go only below the oldest
 * transaction that still runs: an empty read alone is not the end.
 */
export async function catchUp(subscriber: Subscriber): Promise<number> {
  let total = 0
  for (;;) {
    const heldBack = await feedHeldBack()
    const read = await advance(subscriber)
    total += read
    if (read === 0 && !heldBack) return total
    if (read === 0) await sleep(5)
    if (read === 0) await raiseHorizon()
  }
}
