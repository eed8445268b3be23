import { useState } from 'react'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Way } from '../../../../../contract/reach.ts'
import { call } from '../../../api.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { useRemote } from '../profile/use-remote.ts'
import { whyNot } from './why-not.ts'

/** A way by its channel and thread. */
export const keyOf = (way: Way) => way.conversation?.id ?? `${way.channelId}/${way.identity?.id ?? ''}`
/** Whom a way leads to; a thread that names nobody stands for itself. */
export const recipientKey = (way: Way) => way.recipient?.id ?? keyOf(way)

/**
 * The ways to write to a customer, asked for again whenever the profile or one of the threads moved; `way` is the chosen one, null: a note.
 * Who may write begins with a note, and a message with the first way something can go.
 */
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
  const [isNote, setIsNote] = useState(canNote)
  const way = isNote ? null : (ways.find((one) => keyOf(one) === picked) ?? firstOpen(ways))
  return { ways, way, isNote, setIsNote, choose: (next: Way) => setPicked(keyOf(next)), canWork, canNote }
}

/** The first way something can go now, or else the first. */
export const firstOpen = (ways: readonly Way[]): Way | null => ways.find((one) => whyNot(one) === null) ?? ways[0] ?? null
