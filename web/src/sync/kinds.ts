import { useCallback, useMemo } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import type { ChannelKind, ChannelKindInfo } from '../../../contract/channels.ts'
import { call } from '../api.ts'
import { sayBoth } from '../i18n/both.ts'
import { addWords } from '../i18n/index.ts'
import { useStore } from './store.ts'

/** Learns what can be connected: how each kind is called and told apart, and its form. Rejects with an ApiError. */
export async function loadKinds(): Promise<readonly ChannelKindInfo[]> {
  const { data } = await call('channel.kinds', {})
  useStore.setState({ kinds: Object.fromEntries(data.map((info) => [info.kind, info])) })
  return data
}

/** Learns the Chinese of what channels say to people; who reads English needs none. Without an answer those texts stay English. */
export async function loadChannelWords(): Promise<void> {
  if (document.documentElement.lang !== 'zh-CN') return
  await call('channel.words', {}).then(
    ({ words }) => addWords(words),
    () => undefined,
  )
}

/** How a kind of channel is called, in the reader's language; its own name until the server has said more. */
export function useKindName(): (kind: ChannelKind) => string {
  const { i18n } = useTranslation()
  const kinds = useStore((state) => state.kinds)
  return useCallback((kind) => (kinds[kind] ? sayBoth(kinds[kind].name, i18n.language) : kind), [kinds, i18n.language])
}

/** The kinds of channels this workspace has. */
export function useOwnKinds(): ChannelKind[] {
  const channels = useStore((state) => state.channels)
  return useMemo(() => [...new Set(Object.values(channels).map((channel) => channel.kind))].sort(), [channels])
}
