import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn, useStore } from '../../sync/store.ts'
import { useLoaded } from '../settings/use-loaded.ts'

/** Segments by name, fetched when a page of them opens and kept current by events. */
export function useSegments() {
  const segments = useStore((state) => state.segments)
  const { phase, why, again } = useLoaded(load)
  return { phase, why, again, segments: Object.values(segments).sort((a, b) => a.name.localeCompare(b.name)) }
}

async function load(): Promise<true> {
  const { data } = await call('segment.list', {})
  learn((draft) => data.forEach((segment) => keep(draft, 'segments', segment)))
  return true
}
