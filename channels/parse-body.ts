import type { ChannelKind } from '../contract/channels.ts'
import { inParser } from '../server/parsers/pool.ts'
import { ParserFailed, ParserTooSlow } from '../server/parsers/task.ts'
import { inTurn } from '../server/parsers/in-turn.ts'
import { ParseError, type InboundItem } from './adapter.ts'
import { bodyParser, slowBodyParser } from './body-parser.ts'
import { adapterFor } from './table.ts'

/** Bodies up to this many bytes are read where we are: whatever is in them, it takes a few ms, a copy to another process takes longer. */
const shortBody = 16 * 1024

type Body = { kind: ChannelKind; channelId: string; body: Buffer }
/** How long it may take: so many `seconds`, or all the time there is, in the slow lane. */
export type ReadTurn = { seconds: number; signal?: AbortSignal } | 'slow'

/**
 * What one raw body of a channel holds. Throws `ParseError` when it cannot be read, or not with a reasonable amount of time or memory;
 * `ParserTooSlow` when it takes longer than its turn and should have a slow one; anything else thrown is no fault of the body's.
 */
export async function parseBody({ kind, channelId, body }: Body, turn: ReadTurn): Promise<InboundItem[]> {
  const { parse, costly } = adapterFor(kind)
  if (!costly && body.length <= shortBody) return inTurn(() => parse(body).catch(unreadable))
  const key = `channel:${channelId}`
  const reading =
    turn === 'slow' ? inParser(slowBodyParser, { kind, body }, { key }) : inParser(bodyParser, { kind, body }, { key, ...turn })
  return reading.catch((error: unknown) => {
    if (error instanceof ParserFailed && (turn === 'slow' || !(error instanceof ParserTooSlow))) return unreadable(error)
    throw error
  })
}

/** Whatever keeps an adapter from understanding a body is that body's fault. */
function unreadable(cause: unknown): never {
  throw new ParseError((cause instanceof Error ? cause.message : String(cause)).slice(0, 500), { cause })
}
