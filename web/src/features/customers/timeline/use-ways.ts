import { useState } from 'react'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { call } from '../../../api.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { useRemote } from '../profile/use-remote.ts'
import { whyNot } from './why-not.ts'

export const keyOf = (way: Way) => way.conversation?.id ?? `${way.channelId}/${way.identity?.id ?? ''}`

/** The ways to write to a customer, asked for again whenever the profile or one of the threads moved; `way` is the chosen one, null: a note. */
export function useWays({ id, version }: Customer) {
  const canWork = useMay('inbox.work')
  const canNote = useMay('customer.write')
  const moved = useStore(({ conversations, mergedInto }) =>
    Object.values(conversations).reduce((sum, one) => sum + ((mergedInto[one.customer.id] ?? one.customer.id) === id ? one.version : 0), 0),
  )
  const { data } = useRemote(
    () => (canWork ? call('customer.reach', { id }) : Promise.resolve({ data: [], next: null })),
    `${id}/${version}/${moved}`,
  )
  const ways = data?.data ?? []
  const [picked, setPicked] = useState<string | null>(null)
  const chosen = picked ?? (canNote ? 'note' : firstKey(ways))
  return { ways, chosen, choose: setPicked, way: ways.find((one) => keyOf(one) === chosen) ?? null, canWork, canNote }
}

/** Who may leave no note begins with the first way something can go. */
function firstKey(ways: readonly Way[]): string {
  const way = ways.find((one) => whyNot(one) === null) ?? ways[0]
  return way ? keyOf(way) : 'note'
}
