import pMap from 'p-map'
import {
  longestText,
  type Handle,
  type InboundEcho,
  type InboundFile,
  type InboundFollow,
  type InboundItem,
  type InboundMessage,
  type InboundTouch,
  type MediaRef,
  type RemoteFile,
  type UploadedFile,
} from '../channels/index.ts'
import { maxFileBytes } from '../contract/files.ts'
import type { ChannelKind } from '../contract/channels.ts'
import { imageSize } from '../server/pictures.ts'
import { putFile } from '../server/storage.ts'

/** A file of an item: it lies in storage under `hash`, or with the provider (`waiting`, then `source` says where and the rest is as announced). */
export type ArrivedFile = {
  hash: string | null
  name: string
  type: string
  size: number
  inline: boolean
  contentId: string | null
  width: number | null
  height: number | null
  state: 'ready' | 'waiting'
  source: MediaRef | null
}

type Arrived<Item> = Omit<Item, 'files'> & { files: ArrivedFile[]; uploads: UploadedFile[] }
export type ArrivedMessage = Arrived<InboundMessage>
export type ArrivedEcho = Arrived<InboundEcho>
type ArrivedItem = Exclude<InboundItem, InboundMessage | InboundEcho> | ArrivedMessage | ArrivedEcho

/** One raw event, parsed, its files stored; or the reason why it could not be read. */
export type Arrival = {
  rawId: string
  workspaceId: string
  channelId: string
  channelKind: ChannelKind
  channelName: string
  receivedAt: string
  /** Of the request it came with, for the logs. */
  requestId: string | null
  /** The handles the channel writes under itself: they are part of no thread, so nobody gets into one by forging them. */
  ownHandles: string[]
  items: ArrivedItem[]
  unreadable: string | null
}

/** What belongs into a thread: a customer's message, our own from elsewhere, and what a customer does besides writing. */
type Visit = ArrivedMessage | ArrivedEcho | InboundFollow | InboundTouch

/** One item of an arrival that belongs into a thread; `person` is whose thread it is. */
export type Incoming = { arrival: Arrival; item: Visit; person: Handle }

/** The items of an arrival that belong into threads, in order. */
export function visitsOf(arrival: Arrival): Incoming[] {
  return arrival.items.flatMap((item): Incoming[] => {
    switch (item.type) {
      case 'message':
      case 'follow':
      case 'unfollow':
      case 'touch':
        return [{ arrival, item, person: item.from }]
      case 'echo':
        return [{ arrival, item, person: item.to }]
      default:
        return []
    }
  })
}

/** Items, and files of each, that are kept at once. A mail may have a thousand files: all together they would hold up everybody else. */
const fewAtOnce = { concurrency: 4 }

/** Stores the files of parsed items. Storage is addressed by content, so doing it again after a crash changes nothing. */
export function keepFiles(items: InboundItem[]): Promise<ArrivedItem[]> {
  return pMap(items, keepFilesOf, fewAtOnce)
}

async function keepFilesOf(item: InboundItem): Promise<ArrivedItem> {
  if (item.type === 'message') return { ...shorten(clean({ ...item, files: [] })), ...(await filesOf(item, [item.text, item.quoted])) }
  if (item.type === 'echo') return { ...clean({ ...item, files: [], text: cut(item.text) }), ...(await filesOf(item, [item.text])) }
  return clean(item.type === 'edit' ? { ...item, text: cut(item.text) } : item)
}

const cut = (text: string) => (text.length > longestText ? `${text.slice(0, longestText).toWellFormed()}…` : text)

/** Bounds what a thread and its events carry. Nothing is lost: a longer text comes along whole, as a file. */
function shorten(item: InboundMessage): InboundMessage {
  return {
    ...item,
    text: cut(item.text),
    quoted: item.quoted === null ? null : cut(item.quoted),
    subject: item.subject === null ? null : item.subject.slice(0, 1_000).toWellFormed(),
    to: item.to.slice(0, 100),
    cc: item.cc.slice(0, 100),
    replyTo: item.replyTo?.slice(0, 20) ?? [],
    participants: item.participants.slice(0, 100),
  }
}

/** The files of an item, and its texts as one where any of them is cut; what an adapter has cut itself it brings whole. */
async function filesOf(
  { files }: { files: InboundMessage['files'] },
  texts: (string | null)[],
): Promise<{ files: ArrivedFile[]; uploads: UploadedFile[] }> {
  const isCut = texts.some((text) => text !== null && text.length > longestText)
  const content = Buffer.from(isCut ? texts.filter((text) => text !== null).join('\n\n') : '')
  const all = isCut ? [...files, { name: 'full-text.txt', type: 'text/plain', content, inline: false }] : files
  return {
    files: await pMap(
      all.flatMap((file) => (isUpload(file) ? [] : [file])),
      arrivedFile,
      fewAtOnce,
    ),
    uploads: files.filter(isUpload),
  }
}

const isUpload = (file: InboundMessage['files'][number]): file is UploadedFile => 'attachmentId' in file

function arrivedFile(file: InboundFile | RemoteFile): ArrivedFile | Promise<ArrivedFile> {
  return 'content' in file ? keepFile(file) : toBeFetched(file)
}

function toBeFetched({ ref, name, type, size }: RemoteFile): ArrivedFile {
  const announced = {
    name: clean(name) || 'file',
    type: clean(type) || 'application/octet-stream',
    size: Math.min(Math.max(Math.trunc(size ?? 0), 0), 2 ** 31 - 1),
  }
  return { ...announced, hash: null, inline: false, contentId: null, width: null, height: null, state: 'waiting', source: clean(ref) }
}

async function keepFile(file: InboundFile): Promise<ArrivedFile> {
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
    state: 'ready',
    source: null,
  }
}

/** PostgreSQL's text holds neither NUL nor half of a surrogate pair: both are taken out of every string, however deep. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed() as T
  if (Array.isArray(value)) return value.map(clean) as T
  if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)])) as T
}
