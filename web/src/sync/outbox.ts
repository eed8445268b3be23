import { v7 } from 'uuid'
import type { Attachment } from '../../../contract/files.ts'
import type { ChosenRecipients } from '../../../contract/mailbox.ts'
import type { Message, TemplateUse } from '../../../contract/messages.ts'
import { ApiError, call } from '../api.ts'
import { learnMessage, useStore } from './store.ts'

/** One reply or note on its way to the server. Its id is the message's id, so sending it twice changes nothing. */
export type OutboxItem = {
  id: string
  conversationId: string
  kind: 'text' | 'note'
  text: string
  attachments: Attachment[]
  /** Sent as a message prepared with the provider; `text` is then only how it reads. */
  template?: TemplateUse
  /** Exactly whom it goes to, where its writer could choose; else whom the server finds, or of those (`copies`) the sender alone. */
  recipients?: ChosenRecipients
  copies?: 'sender'
  /** The message it passes on, with the ids of those of its files that were there to go along. */
  forward?: { id: string; subject: string; files: string[] } | null | undefined
  /** The failed message that is discarded when this one is taken. */
  replaces?: string | undefined
  /** The thread position it was written against; null to send whatever happened since. */
  seen: number | null
  createdAt: number
  tries: number
  /** `stale`: the thread went on and the writer has to look; `refused`: the server will not have it as it is. */
  state: 'waiting' | 'stale' | 'refused'
  reason: string | null
}

export type OutboxStorage = {
  all: () => Promise<OutboxItem[]>
  put: (item: OutboxItem) => Promise<void>
  remove: (id: string) => Promise<void>
  watch: (listener: (items: OutboxItem[]) => void) => () => void
}

type Outbox = {
  storage: OutboxStorage
  timers: Map<string, ReturnType<typeof setTimeout>>
  busy: Set<string>
  stop: () => void
  lock: string
}
let current: Outbox | null = null

/** Takes up what an earlier visit left unsent and goes on sending it. `name` keeps two people on one browser apart. */
export async function openOutbox(storage: OutboxStorage, name: string): Promise<() => void> {
  const outbox: Outbox = { storage, timers: new Map(), busy: new Set(), stop: () => undefined, lock: `parley-outbox-${name}` }
  current = outbox
  show(await storage.all())
  const forget = storage.watch((items) => {
    show(items)
    // What another tab added may go at once; what waits for its next try goes on waiting.
    for (const { conversationId } of items) if (!outbox.timers.has(conversationId)) void drain(conversationId)
  })
  const onVisible = () => document.visibilityState === 'visible' && drainOutbox()
  window.addEventListener('online', drainOutbox)
  document.addEventListener('visibilitychange', onVisible)
  outbox.stop = () => {
    forget()
    window.removeEventListener('online', drainOutbox)
    document.removeEventListener('visibilitychange', onVisible)
    outbox.timers.forEach((timer) => clearTimeout(timer))
    current = null
  }
  drainOutbox()
  return outbox.stop
}

/** Puts a message into the outbox: on screen at once, on disk next, then on its way. Returns its id; one that is `stale` waits for a word of its writer. */
export async function send(
  message: Pick<
    OutboxItem,
    'conversationId' | 'kind' | 'text' | 'attachments' | 'template' | 'recipients' | 'copies' | 'forward' | 'replaces' | 'seen'
  > &
    Partial<Pick<OutboxItem, 'state'>>,
): Promise<string> {
  const item: OutboxItem = { state: 'waiting', ...message, id: v7(), createdAt: Date.now(), tries: 0, reason: null }
  await change(item)
  return item.id
}

/** Sends a refused or stale message again: as it is, or with `changes` (`seen: null` says "send anyway"). */
export async function resend(id: string, changes: Partial<Pick<OutboxItem, 'text' | 'seen'>> = {}): Promise<void> {
  const item = find(id)
  if (item) await change({ ...item, ...changes, state: 'waiting', reason: null, tries: 0 })
}

/** Takes a message out of the outbox and gives it back, to be edited or thrown away. */
export async function discard(id: string): Promise<OutboxItem | undefined> {
  const item = find(id)
  show(useStore.getState().outbox.filter((other) => other.id !== id))
  await current?.storage.remove(id)
  return item
}

/** Sends whatever is due, each conversation in its own order. Safe to call at any time. */
export function drainOutbox(): void {
  const conversations = new Set(useStore.getState().outbox.map((item) => item.conversationId))
  conversations.forEach((id) => void drain(id))
}

async function drain(conversationId: string): Promise<void> {
  const outbox = current
  if (!outbox || outbox.busy.has(conversationId)) return
  outbox.busy.add(conversationId)
  clearTimeout(outbox.timers.get(conversationId))
  outbox.timers.delete(conversationId)
  try {
    await alone(`${outbox.lock}-${conversationId}`, () => sendAll(outbox, conversationId))
  } finally {
    outbox.busy.delete(conversationId)
  }
}

async function sendAll(outbox: Outbox, conversationId: string): Promise<void> {
  for (let item = nextOf(conversationId); item && outbox === current; item = nextOf(conversationId)) {
    const outcome = await attempt(item)
    if (outcome === 'later') return retryLater(outbox, find(item.id))
  }
}

const nextOf = (conversationId: string) =>
  useStore.getState().outbox.find((item) => item.conversationId === conversationId && item.state === 'waiting')

async function attempt(item: OutboxItem): Promise<'done' | 'later'> {
  try {
    await settle(item, await transmit(item))
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    if (isTemporary(error)) {
      await change({ ...item, tries: item.tries + 1, reason: error.message || null }, { quietly: true })
      return 'later'
    }
    await change({ ...item, state: error.code === 'conflict' && error.field === 'seen' ? 'stale' : 'refused', reason: error.message })
  }
  return 'done'
}

function transmit(item: OutboxItem): Promise<Message> {
  return call('message.reply', {
    id: item.conversationId,
    messageId: item.id,
    kind: item.kind,
    ...(item.template ? { template: item.template } : { text: item.text }),
    attachmentIds: item.attachments.map((attachment) => attachment.id),
    ...(item.recipients && { recipients: item.recipients }),
    ...(item.copies && { copies: item.copies }),
    ...(item.forward && { forward: item.forward.id }),
    ...(item.replaces && { replaces: item.replaces }),
    ...(item.seen === null ? {} : { seen: item.seen }),
  })
}

async function settle(item: OutboxItem, message: Message): Promise<void> {
  learnMessage(message)
  await discard(item.id)
  // Whoever wrote the next one had seen this one: without this, a second quick reply would look stale.
  const following = nextOf(item.conversationId)
  if (following?.seen != null && following.tries === 0 && following.seen < message.position)
    await change({ ...following, seen: message.position }, { quietly: true })
}

/** A signed-out session is temporary too: the person signs in again and the message goes. */
function isTemporary(error: ApiError): boolean {
  return ['offline', 'internal', 'upstream', 'rate_limited', 'unauthenticated'].includes(error.code)
}

/** 1 s, 2 s, 4 s … 30 s, spread a little so that a hundred browsers do not return at once. */
function retryLater(outbox: Outbox, item: OutboxItem | undefined): void {
  if (!item) return
  const wait = Math.min(30_000, 1_000 * 2 ** (item.tries - 1)) * (0.8 + Math.random() * 0.4)
  outbox.timers.set(
    item.conversationId,
    setTimeout(() => void drain(item.conversationId), wait),
  )
}

/** Only one tab sends at a time; where the browser has no locks, the message's id still makes a second send harmless. */
async function alone(name: string, work: () => Promise<void>): Promise<void> {
  // Absent on pages served without TLS from another machine, whatever the types say.
  const locks: LockManager | null | undefined = navigator.locks
  await (locks ? locks.request(name, work) : work())
}

const find = (id: string) => useStore.getState().outbox.find((item) => item.id === id)

async function change(item: OutboxItem, how: { quietly?: boolean } = {}): Promise<void> {
  const others = useStore.getState().outbox.filter((other) => other.id !== item.id)
  show([...others, item].sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)))
  await current?.storage.put(item)
  if (!how.quietly) drainOutbox()
}

function show(items: readonly OutboxItem[]): void {
  useStore.setState({ outbox: items })
}

/** An outbox that lasts as long as the page: for browsers that give no storage. */
export function fleetingOutbox(): OutboxStorage {
  const items = new Map<string, OutboxItem>()
  return {
    all: () => Promise.resolve([...items.values()]),
    put: (item) => Promise.resolve(void items.set(item.id, item)),
    remove: (id) => Promise.resolve(void items.delete(id)),
    watch: () => () => undefined,
  }
}
