import { useEffect, useState } from 'react'
import { call } from '../../api.ts'
import { useWhenChanged } from './use-when-changed.ts'

/** How many open conversations each team and each saved view has, by its id; null for what takes too long to count. */
export type SavedCounts = Readonly<Record<string, number | null>>

/** Counted by the server, and again when conversations changed. */
export function useSavedCounts(): SavedCounts {
  const [counts, setCounts] = useState<SavedCounts>({})
  const round = useWhenChanged(4_000)
  useEffect(() => {
    let isStale = false
    // Without an answer the last ones stay, and the next change asks again.
    const keep = ({ teams, views }: { teams: Count[]; views: Count[] }) =>
      !isStale && setCounts(Object.fromEntries([...teams, ...views].map(({ id, n }) => [id, n])))
    void call('view.counts', {}).then(keep, () => undefined)
    return () => void (isStale = true)
  }, [round])
  return counts
}

type Count = { id: string; n: number | null }
