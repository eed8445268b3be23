import { useMemo } from 'react'
import type { ChannelKind } from '../../../../contract/channels.ts'
import { useStore } from '../../sync/store.ts'

/** The kinds of channels this workspace has. */
export function useChannelKinds(): ChannelKind[] {
  const channels = useStore((state) => state.channels)
  return useMemo(() => [...new Set(Object.values(channels).map((channel) => channel.kind))].sort(), [channels])
}
