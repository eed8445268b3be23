import { useEffect, useState } from 'react'
import type { RawInput } from '../../../../contract/api.ts'
import { call } from '../../api.ts'
import type { Query } from '../../sync/lists.ts'
import { useWhenChanged } from './use-when-changed.ts'

type Count = { n: number; more: boolean }

/** How many conversations a list has, counted by the server and again when conversations changed; null until it has answered. */
export function useListCount(query: Query): Count | null {
  const [counted, setCounted] = useState<{ of: string; count: Count } | null>(null)
  const round = useWhenChanged(2_000)
  const { sort: _, saved: __, ...meant } = query
  const asked = JSON.stringify(meant)
  useEffect(() => {
    let isStale = false
    // Without an answer the last one stays, and the next change asks again.
    void call('conversation.count', JSON.parse(asked) as RawInput<'conversation.count'>).then(
      (count) => !isStale && setCounted({ of: asked, count }),
      () => undefined,
    )
    return () => void (isStale = true)
  }, [asked, round])
  return counted?.of === asked ? counted.count : null
}
