import * as z from 'zod'
import type { InboundItem, Verified } from '../adapter.ts'
import { graph, graphError, nameOf, type GraphAccount } from './graph.ts'
import { each } from './webhook.ts'
import { ignored } from '../provider/reading.ts'
import { personOf } from './page-messages.ts'
import { NoAnswer } from '../provider/ask.ts'

/** What an account wrote in public with Meta's own tools: the webhook does not say whom it answers, so the comment above it is asked for. */
export function ownAnswer(comment: string, above: string | undefined, text: string, at: string): InboundItem {
  if (above === undefined || !/^[\d_]+$/.test(above)) return ignored('What the account itself wrote in public.')
  return { type: 'pull', hint: { answer: comment, above, text, at } }
}

/** The change `pullAnswer` makes of it; the name is ours. */
export const answerField = 'parley_answer'

const author = z.looseObject({ id: z.string().min(1), name: z.unknown().optional(), username: z.unknown().optional() })
const answer = z.looseObject({ answer: z.string().min(1), above: z.string().min(1), text: z.string(), at: z.iso.datetime(), to: author })

/** Reads that change: an echo, in the thread of whoever is answered. */
export function answerItem(value: unknown, accountId: string): InboundItem {
  return each(answer, value, answerField, ({ answer: externalId, above, text, at: sentAt, to: person }) => {
    const thread = { key: `comment:${above}:${person.id}`, refs: [above, externalId], surface: 'comment' as const }
    const to = personOf(accountId, person.id, nameOf(person.name ?? person.username).name)
    return { type: 'echo', externalId, thread, to, author: null, text, files: [], sentAt }
  })
}

const above = z.looseObject({ from: author })

/** Asks who wrote the comment above an answer. Nothing comes of one that is gone, of nobody, or of the account's own. Throws `NoAnswer`. */
export async function pullAnswer(account: GraphAccount, accountId: string, hint: Record<string, string>) {
  const reply = await graph(account, hint['above'] ?? '', { query: { fields: 'from' } })
  if (reply.status !== 200 && graphError(reply)?.code !== 100) throw new NoAnswer(`Meta answered ${reply.status}.`, true)
  const to = above.safeParse(reply.json).data?.from
  return { events: to && to.id !== accountId ? [asWebhook(accountId, { ...hint, to })] : [], cursor: null, more: false }
}

function asWebhook(id: string, value: Record<string, unknown>): Verified {
  const body = Buffer.from(JSON.stringify({ entry: [{ id, changes: [{ field: answerField, value }] }] }))
  return { body, dedupeKey: `answer:${String(value['answer'])}` }
}
