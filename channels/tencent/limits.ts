import type { Capabilities } from '../../contract/channels.ts'

/** What both platforms take. Neither tells more than that it took it. */
export const capabilities: Capabilities = {
  text: { n: 2048, unit: 'bytes', parts: 5 },
  attachments: { maxBytes: 20 * 1024 * 1024, maxCount: 5 },
  ...{ receipts: 'sent', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
}

/** Anything else, and the platform sends it twice more; WeChat also tells the follower that the service has trouble. */
export const acknowledgement = { type: 'text/plain', body: 'success' }
