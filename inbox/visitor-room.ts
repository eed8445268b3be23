export const widgetNamespace = '/widget'

/** The room of everybody who has one visitor's thread open: her tabs, and with a signed identity her devices. */
export const visitorRoom = (channelId: string, threadKey: string) => `${channelId} ${threadKey}`

/** The room of everybody who has a chat with a workspace open. */
export const presenceRoom = (workspaceId: string) => `here ${workspaceId}`
