import * as z from 'zod'
import { hmac, sameSecret, sha256 } from '../../server/crypto.ts'
import { ParseError, type InboundItem, type RawReply, type RawRequest, type Verified } from '../adapter.ts'
import type { GraphAccount } from './graph.ts'
import { readJson } from '../provider/reading.ts'

/** `GET ?hub.mode=subscribe&hub.verify_token=…&hub.challenge=…`: whether this address is ours. */
export function graphHandshake({ method, query }: RawRequest, account: GraphAccount): RawReply | 'refused' | null {
  if (method !== 'GET' || query['hub.mode'] === undefined) return null
  const challenge = query['hub.challenge'] ?? ''
  const genuine = sameSecret(query['hub.verify_token'], account.config.verifyToken) && /^[\w.-]{1,200}$/.test(challenge)
  return genuine ? { type: 'text/plain', body: challenge } : 'refused'
}

const envelope = z.looseObject({ entry: z.array(z.unknown()) })

/**
 * Checks `X-Hub-Signature-256` (HMAC-SHA-256 of the raw body under the app secret). An app has one webhook for all its accounts: what `ours` says no
 * to, an entry or one of its changes, is for another and not kept here.
 */
export function verifyGraph(request: RawRequest, account: GraphAccount, ours: (part: unknown) => boolean): Verified | null {
  const signature = request.headers['x-hub-signature-256']
  if (request.method !== 'POST' || !sameSecret(signature, `sha256=${hmac(account.config.appSecret, request.body)}`)) return null
  return { body: onlyOurs(request.body, ours), dedupeKey: `raw:${sha256(request.body)}` }
}

function onlyOurs(body: Buffer, ours: (part: unknown) => boolean): Buffer {
  const given = envelope.safeParse(parsed(body)).data
  const parts = given?.entry.flatMap((entry) => [entry, ...(changes.safeParse(entry).data?.changes ?? [])]) ?? []
  if (!given || parts.every(ours)) return body
  const kept = given.entry.filter(ours).map((entry) => {
    const read = changes.safeParse(entry).data
    return read ? { ...read, changes: read.changes.filter(ours) } : entry
  })
  return Buffer.from(JSON.stringify({ ...given, entry: kept }))
}

/** What is no JSON is kept as it came, for `parse` to say so where an admin sees it. */
function parsed(body: Buffer): unknown {
  try {
    return readJson(body)
  } catch (error) {
    if (!(error instanceof ParseError)) throw error
    return null
  }
}

/** Every entry of a webhook's body; `items` reads one. What it holds for other accounts only is ignored. Throws `ParseError`. */
export function readEntries(body: Buffer, items: (entry: unknown) => InboundItem[]): InboundItem[] {
  const read = envelope.safeParse(readJson(body))
  if (!read.success) throw new ParseError('This is no webhook of Meta: it has no list named “entry”.')
  const found = read.data.entry.flatMap(items)
  return found.length > 0 ? found : [{ type: 'ignored', reason: 'There is nothing for this account in it.' }]
}

const changes = z.looseObject({ changes: z.array(z.unknown()) })
const change = z.looseObject({ field: z.string(), value: z.unknown().optional() })
export type Change = z.infer<typeof change>

/** The changes of an entry, each read by its own; one that cannot be read is `unknown` and stands in nobody's way. */
export function readChanges(entry: unknown, items: (change: Change) => InboundItem[]): InboundItem[] {
  const read = changes.safeParse(entry)
  if (!read.success) return [notKnown('entry')]
  return read.data.changes.flatMap((given) => {
    const one = change.safeParse(given)
    return one.success ? items(one.data) : [notKnown('change')]
  })
}

/** One of a list, read by its schema; what does not fit is `unknown`, by the type it says it is of or else by `name`. */
export function each<Schema extends z.ZodType>(
  schema: Schema,
  given: unknown,
  name: string,
  item: (one: z.output<Schema>) => InboundItem,
): InboundItem {
  const read = schema.safeParse(given)
  if (read.success) return item(read.data)
  const { type } = (given ?? {}) as { type?: unknown }
  return notKnown(typeof type === 'string' ? type : name)
}

/** Reads what a schema accepts; null for what it does not. */
export function reader<Schema extends z.ZodType, Result>(schema: Schema, read: (given: z.output<Schema>, type: string) => Result) {
  return (given: unknown, type: string): Result | null => {
    const checked = schema.safeParse(given)
    return checked.success ? read(checked.data, type) : null
  }
}

export const notKnown = (name: string): InboundItem => ({ type: 'unknown', name: name.slice(0, 100) || '?' })
