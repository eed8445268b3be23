import { createHash } from 'node:crypto'
import { bareId } from '../addresses.ts'
import { all, type Headers, raw } from './headers.ts'
import type { Part } from './mime.ts'

/** What a mail is known by, and the mails it names: its own id first, then those it answers, newest first. */
export type MailIds = { externalId: string; refs: string[] }

const maxRefs = 50

/**
 * `externalId` is the Message-ID with a hash of sender, date and body, because some senders use one Message-ID for many mails.
 * A mail without a Message-ID gets one from that hash.
 */
export function mailIds(root: Part): MailIds {
  const print = fingerprint(root)
  const own = idsIn(raw(root.headers, 'message-id'))[0] ?? `${print}@missing.invalid`
  const parents = idsIn(raw(root.headers, 'in-reply-to'))
  const older = all(root.headers, 'references').flatMap(idsIn).reverse()
  // A long list keeps its root: that is what a thread is found by when the newest were never seen here.
  const kept = older.length > maxRefs ? [...older.slice(0, maxRefs - 1), older.at(-1)!] : older
  return { externalId: `${own}#${print.slice(0, 16)}`, refs: [...new Set([own, ...parents.slice(0, 5), ...kept])] }
}

function fingerprint(root: Part): string {
  const hash = createHash('sha256')
  for (const name of ['from', 'date']) hash.update(`${raw(root.headers, name)}\n`)
  return hash.update(root.body).digest('hex').slice(0, 32)
}

/** The Message-IDs in a header, bare, in its order. Also such as lack their angle brackets. */
export function idsIn(value: string): string[] {
  const bracketed = value.match(/<[^<>]+>/g)
  const found = bracketed ?? value.split(/[\s,;]+/).filter((piece) => piece.includes('@'))
  return found.map((id) => bounded(bareId(id))).filter((id) => id !== '')
}

/** Ids are keys: one that no index could hold is known by its hash. */
function bounded(id: string): string {
  return id.length <= 250 ? id : `${createHash('sha256').update(id).digest('hex')}@long.invalid`
}

/** Every Message-ID in a set of headers that could be the mail a notice is about. */
export function namedIds(headers: Headers): string[] {
  return [...idsIn(raw(headers, 'message-id')), ...answeredIds(headers)]
}

/** The same without the one the mail itself is known by. */
export function answeredIds(headers: Headers): string[] {
  return ['original-message-id', 'in-reply-to', 'references'].flatMap((name) => idsIn(raw(headers, name)))
}
