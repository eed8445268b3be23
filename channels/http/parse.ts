import * as z from 'zod'
import { explainIssue } from '../../server/issues.ts'
import { ParseError, type Handle, type InboundItem, type Thread } from '../adapter.ts'
import { epoch, oneLine, plainMessage, postOf, readJson, vouchedFor } from '../provider/reading.ts'
import { event, type Event, type Spoken } from './payload.ts'

/** One event, a list of them, or `{events: […]}`; what is none of those we know stays as `unknown` and hinders no other. */
export async function parseHttp(body: Buffer): Promise<InboundItem[]> {
  const items = listOf(readJson(body)).map(read)
  return items.length > 0 ? items : [{ type: 'ignored', reason: 'There is no event in this body.' }]
}

function listOf(given: unknown): unknown[] {
  if (Array.isArray(given)) return given
  if (typeof given !== 'object' || given === null) throw new ParseError('Send an event, a list of events, or {"events": […]}.')
  return 'events' in given && Array.isArray(given.events) ? given.events : [given]
}

/** The first field of an event of a known type that is not as documented: where it stands, and what is wrong. Throws `ParseError`. */
export function problemIn(body: Buffer): { field: string; message: string } | null {
  const given = readJson(body)
  const list = listOf(given)
  const at = (n: number) => (Array.isArray(given) ? `${n}.` : list.length === 1 && list[0] === given ? '' : `events.${n}.`)
  for (const [n, one] of list.entries()) {
    const issue = event.safeParse(one, { error: explainIssue }).error?.issues[0]
    const isNew = issue?.path[0] === 'type' && named.safeParse(one).success
    if (issue && !isNew) return { field: `${at(n)}${issue.path.join('.') || 'type'}`, message: issue.message }
  }
  return null
}

const named = z.object({ type: z.string() })

function read(given: unknown): InboundItem {
  const known = event.safeParse(given)
  if (known.success) return toItem(known.data)
  const issue = known.error.issues[0]
  const name = named.safeParse(given).data?.type.slice(0, 60) || 'event'
  return { type: 'unknown', name: issue?.path[0] === 'type' ? name : `${name} (${issue?.path.join('.')}: ${issue?.message})` }
}

function toItem(given: Event): InboundItem {
  const at = given.at ?? epoch
  switch (given.type) {
    case 'message':
      return plainMessage({ ...spoken(given, given.from.id), from: toHandle(given.from), sentAt: at })
    case 'echo':
      return {
        type: 'echo',
        ...spoken(given, given.to.id),
        to: toHandle(given.to),
        author: given.author ? oneLine(given.author) : null,
        sentAt: at,
      }
    case 'receipt':
      return { type: 'receipt', for: { externalId: given.id }, status: given.status, upTo: given.upTo, thread: null, at }
    case 'failed':
      return { type: 'bounce', externalId: given.id, permanent: true, reason: given.reason || 'The program gave no reason.', at }
    case 'edit':
      return { type: 'edit', externalId: given.id, text: given.text, at }
    case 'recall':
      return { type: 'recall', externalId: given.id, at }
    case 'reaction':
      return { type: 'reaction', externalId: given.id, from: toHandle(given.from), emoji: given.emoji, at }
    case 'follow':
    case 'unfollow':
      return {
        type: given.type,
        thread: toThread(given, given.from.id),
        from: toHandle(given.from),
        by: 'by' in given ? (given.by ?? null) : null,
        at,
      }
  }
}

function spoken({ id, text, files, place, ...rest }: Spoken, person: string) {
  const remote = files.map(({ url, name, type }) => ({ ref: { url }, name: oneLine(name) || 'file', type, size: null }))
  return { externalId: id, thread: toThread({ id, ...rest }, person), text, files: remote, ...(place ? { place } : {}) }
}

type Placed = Partial<Pick<Spoken, 'thread' | 'surface' | 'id' | 'answers' | 'post'>>

/** A program that names no thread has one per person. */
function toThread({ thread, surface = 'message', id, answers, post }: Placed, person: string): Thread {
  const refs = [answers, id].filter((ref) => ref !== undefined)
  return {
    key: thread === undefined ? `person:${person}` : `thread:${thread}`,
    refs,
    surface,
    ...(surface === 'comment' ? postOf(post ?? {}) : {}),
  }
}

/** The program signs for who its people are. */
function toHandle({ id, name }: { id: string; name?: string | undefined }): Handle {
  return vouchedFor('account', id, name)
}
