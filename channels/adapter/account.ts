import type { ChannelKind } from '../../contract/channels.ts'

/** A connected channel as its adapter sees it: settings with their secrets in the clear. */
export type Account<Config = unknown> = {
  kind: ChannelKind
  workspaceId: string
  /** Empty while settings are only being tried. */
  channelId: string
  name: string
  config: Config
}
