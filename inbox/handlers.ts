import type { Input, Output } from '../contract/api.ts'
import { adapterFor } from '../channels/index.ts'
import type { Allowance } from '../contract/conversations.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import type { Handlers } from '../server/feature.ts'
import { assign } from './assign.ts'
import { findConversation, toConversation, type ConversationRow } from './conversations.ts'
import { mailHtml } from './html.ts'
import { countConversations, listConversations } from './list.ts'
import { threadBefore, toMessage } from './messages.ts'
import { relink } from './relink.ts'
import { reply } from './reply.ts'
import { reopen, resolve } from './resolve.ts'
import { retry, settleUnknown } from './retry.ts'
import { seen } from './seen.ts'
import { since } from './sync.ts'
import { tellAgentTyping } from './typing.ts'

export const handlers = {
  'conversation.list': listConversations,
  'conversation.counts': countConversations,
  'conversation.get': getConversation,
  'conversation.assign': assign,
  'conversation.resolve': resolve,
  'conversation.reopen': reopen,
  'conversation.read': seen,
  'conversation.relink': relink,
  'typing.tell': tellAgentTyping,
  'message.list': listMessages,
  'message.reply': reply,
  'message.retry': retry,
  'message.settle': settleUnknown,
  'message.html': mailHtml,
  'sync.since': since,
} satisfies Handlers

async function getConversation(context: Context, input: Input<'conversation.get'>): Promise<Output<'conversation.get'>> {
  const row = await findConversation(context, input.id)
  return { conversation: toConversation(row), allowance: await allowanceOf(context, row) }
}

/** What the composer may offer here, from what the channel can do and whether it is on. */
async function allowanceOf(context: Context, row: ConversationRow): Promise<Allowance> {
  const { text, attachments } = adapterFor(row.channel_kind).capabilities
  const [channel] = await context.sql<{ status: string }>('SELECT status FROM channels WHERE workspace_id = $1 AND id = $2', [
    row.channel_id,
  ])
  const paused = channel?.status === 'paused'
  return {
    allowed: true,
    reason: paused ? 'This channel is paused: your answer waits until it goes on.' : null,
    textLimit: text,
    attachments,
    remaining: null,
    until: null,
  }
}

async function listMessages(context: Context, input: Input<'message.list'>): Promise<Output<'message.list'>> {
  await findConversation(context, input.id)
  const before = input.cursor === undefined ? null : Number(input.cursor)
  if (before !== null && !Number.isSafeInteger(before))
    fail('invalid', 'This cursor is not one of ours: start again from the newest message.', { field: 'cursor' })
  const rows = await threadBefore(context.sql, input.id, before, input.limit + 1)
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return { data: shown.map(toMessage), next: rows.length > input.limit && last ? String(last.position) : null }
}
