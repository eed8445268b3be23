import type { Dexie, EntityTable, liveQuery } from 'dexie'
import type { Attachment } from '../../../contract/files.ts'
import type { ChosenRecipients } from '../../../contract/mailbox.ts'
import type { OutboxItem, OutboxStorage } from './outbox.ts'

/** A reply begun and not sent. One per conversation and kind, so a note and an answer can wait side by side. */
export type DraftText = {
  key: string
  text: string
  attachments: Attachment[]
  updatedAt: number
  recipients?: ChosenRecipients | null | undefined
  reach?: 'all' | 'sender' | undefined
  forward?: OutboxItem['forward']
  replaces?: string | undefined
  /** Where the thread stood when it was begun. */
  begunAt?: number | undefined
}

type LocalDb = Dexie & { outbox: EntityTable<OutboxItem, 'id'>; drafts: EntityTable<DraftText, 'key'> }

let db: LocalDb | null = null
let live: typeof liveQuery | undefined

const nameOf = (workspaceId: string, userId: string) => `parley-${workspaceId}-${userId}`

/** Opens the browser's own store of one person in one workspace; false where the browser has none to give (private windows). */
export async function openLocalDb(workspaceId: string, userId: string): Promise<boolean> {
  const dexie = await import('dexie')
  live = dexie.liveQuery
  const opening = new dexie.Dexie(nameOf(workspaceId, userId)) as LocalDb
  opening.version(1).stores({ outbox: 'id, createdAt', drafts: 'key' })
  db = await opening.open().then(
    () => opening,
    () => null,
  )
  return db !== null
}

/** Closes it, keeping what it holds: after a session that ended by itself. */
export function closeLocalDb(): void {
  db?.close()
  db = null
}

/** Erases it: after signing out. */
export async function wipeLocalDb(): Promise<void> {
  await db?.delete()
  db = null
}

/** The outbox on disk, shared by all tabs of this browser. */
export function storedOutbox(): OutboxStorage | null {
  const { outbox } = db ?? {}
  const watch = live
  if (!outbox || !watch) return null
  return {
    all: () => outbox.orderBy('createdAt').toArray(),
    put: async (item) => void (await outbox.put(item)),
    remove: (id) => outbox.delete(id),
    watch: (listener) => {
      const subscription = watch(() => outbox.orderBy('createdAt').toArray()).subscribe(listener)
      return () => subscription.unsubscribe()
    },
  }
}

const unsaved = new Map<string, DraftText>()

/** Reads a draft; undefined when there is none. */
export async function readDraft(key: string): Promise<DraftText | undefined> {
  return unsaved.get(key) ?? (await db?.drafts.get(key))
}

/** Forgets what was begun in a conversation that is out of sight now. */
export async function forgetDrafts(conversationId: string): Promise<void> {
  for (const key of [...unsaved.keys()]) if (key.startsWith(`${conversationId}/`)) unsaved.delete(key)
  await db?.drafts.where('key').startsWith(`${conversationId}/`).delete()
}

let timer: ReturnType<typeof setTimeout> | undefined

/** Keeps a draft, on disk within 250 ms; an empty one is forgotten. */
export function saveDraft(key: string, draft: Omit<DraftText, 'key' | 'updatedAt'>): void {
  unsaved.set(key, { key, ...draft, updatedAt: Date.now() })
  timer ??= setTimeout(() => void flushDrafts(), 250)
}

/** Writes waiting drafts now; also called when the page is about to go away. */
export async function flushDrafts(): Promise<void> {
  clearTimeout(timer)
  timer = undefined
  if (!db) return
  const waiting = [...unsaved.values()]
  unsaved.clear()
  const isEmpty = ({ text, attachments, recipients, forward }: DraftText) =>
    text === '' && attachments.length === 0 && !recipients && !forward
  await db.drafts.bulkDelete(waiting.filter(isEmpty).map((draft) => draft.key))
  await db.drafts.bulkPut(waiting.filter((draft) => !isEmpty(draft)))
}
