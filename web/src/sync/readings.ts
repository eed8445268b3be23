import { call } from '../api.ts'
import { keep } from './entities.ts'
import { learn, useStore } from './store.ts'

const atOnce = 100
const asked = new Set<string>()

/** Asks how far I have read conversations that an event told of before anything else did. */
export async function loadReadings(ids: readonly string[]): Promise<void> {
  const { conversations, readings } = useStore.getState()
  const unknown = [...new Set(ids)].filter((id) => conversations[id] && !readings[id] && !asked.has(id))
  unknown.forEach((id) => asked.add(id))
  for (let at = 0; at < unknown.length; at += atOnce) {
    const some = unknown.slice(at, at + atOnce)
    // Without an answer they count as read until they are next heard of.
    const answer = await call('reading.list', { ids: some.join() }).catch(() => null)
    learn((draft) => answer?.data.forEach(({ id, reading }) => keep(draft, 'readings', { id, ...reading })))
    some.forEach((id) => asked.delete(id))
  }
}
