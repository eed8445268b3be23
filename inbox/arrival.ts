import type { InboundFile, InboundItem, InboundMessage, UploadedFile } from '../channels/index.ts'
import { maxFileBytes } from '../contract/files.ts'
import type { ChannelKind } from '../contract/channels.ts'
import { imageSize } from '../server/pictures.ts'
import { putFile } from '../server/storage.ts'

/** A file that already lies in storage under `hash`. */
export type StoredFile = {
  hash: string
  name: string
  type: string
  size: number
  inline: boolean
  contentId: string | null
  width: number | null
  height: number | null
}

type ArrivedMessage = Omit<InboundMessage, 'files'> & { files: StoredFile[]; uploads: UploadedFile[] }
type ArrivedItem = Exclude<InboundItem, InboundMessage> | ArrivedMessage

/** One raw event, parsed, its files stored; or the reason why it could not be read. */
export type Arrival = {
  rawId: string
  workspaceId: string
  channelId: string
  channelKind: ChannelKind
  receivedAt: string
  /** Of the request it came with, for the logs. */
  requestId: string | null
  /** The handle the channel writes under itself: it is part of no thread, so nobody gets into one by forging it. */
  ownHandle: string | null
  items: ArrivedItem[]
  unreadable: string | null
}

/** One message of an arrival. */
export type Incoming = { arrival: Arrival; item: ArrivedMessage }

/** Stores the files of parsed items. Storage is addressed by content, so doing it again after a crash changes nothing. */
export function keepFiles(items: InboundItem[]): Promise<ArrivedItem[]> {
  return Promise.all(
    items.map(async (item) => {
      if (item.type !== 'message') return clean(item)
      const message = shorten(clean({ ...item, files: [] }))
      const files = [...item.files, ...message.files].filter((file): file is InboundFile => 'content' in file)
      const uploads = item.files.filter((file): file is UploadedFile => 'attachmentId' in file)
      return { ...message, files: await Promise.all(files.map(keepFile)), uploads }
    }),
  )
}

/** The longest text a thread shows, in UTF-16 units; a screen of text is 2,000. */
const longest = 100_000

/** Bounds what a thread and its events carry. Nothing is lost: a longer text comes along whole, as a file. */
function shorten(item: InboundMessage): InboundMessage {
  const whole = [item.text, item.quoted ?? ''].join('\n\n')
  const cut = (text: string) => (text.length > longest ? `${text.slice(0, longest).toWellFormed()}…` : text)
  const full: InboundFile = { name: 'full-text.txt', type: 'text/plain', content: Buffer.from(whole), inline: false }
  return {
    ...item,
    text: cut(item.text),
    quoted: item.quoted === null ? null : cut(item.quoted),
    subject: item.subject === null ? null : item.subject.slice(0, 1_000).toWellFormed(),
    to: item.to.slice(0, 100),
    cc: item.cc.slice(0, 100),
    participants: item.participants.slice(0, 100),
    files: whole.length > longest ? [full] : [],
  }
}

async function keepFile(file: InboundFile): Promise<StoredFile> {
  const stored = await putFile(file.content, { maxBytes: maxFileBytes * 2 })
  const image = stored.type.startsWith('image/') ? await imageSize(stored.hash) : null
  return {
    hash: stored.hash,
    name: clean(file.name) || 'file',
    type: stored.type,
    size: stored.size,
    inline: file.inline,
    contentId: file.contentId === undefined ? null : clean(file.contentId),
    width: image?.width ?? null,
    height: image?.height ?? null,
  }
}

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair: both are taken out of every string, however deep. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T
  if (Array.isArray(value)) return value.map(clean) as T
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)])) as T
}
