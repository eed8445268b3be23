import type { Readable } from 'node:stream'

/** A file that came with a message; `content` is already in memory because the raw body held it. */
export type InboundFile = { name: string; type: string; content: Buffer; inline: boolean; contentId?: string }

/** A file we took in earlier (web chat uploads before it sends); attached only if its row names this very uploader. */
export type UploadedFile = { attachmentId: string; uploader: string }

/** A file that lies with the provider: a job fetches it with the adapter's `openMedia`. `type` and `size` as announced, where they are. */
export type RemoteFile = { ref: MediaRef; name: string; type: string; size: number | null }

/** What `openMedia` needs to find a file again, as JSON: an id, an address. Holds no secret. */
export type MediaRef = Record<string, string>

export type OutboundFile = {
  name: string
  type: string
  size: number
  open: () => Promise<Readable>
  /** A signed address below PUBLIC_URL where a provider that fetches files itself finds it for a day. */
  link: () => string
}

/** A file is not to be had, now or later; `message` tells an agent why. */
export class MediaError extends Error {}
