import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { openCursor, sealCursor } from '../server/cursor.ts'
import type { Handlers } from '../server/feature.ts'
import { allowanceIn } from './allowance.ts'
import { assign } from './assign.ts'
import { listViewFields } from './conditions.ts'
import { findConversation, toConversation } from './conversations.ts'
import { mailHtml } from './html.ts'
import { judgeMessage, unjudgeMessage } from './language/correct.ts'
import { listCorrections } from './language/corrections.ts'
import { moodCurve } from './language/curve.ts'
import { resetIntent, setIntent } from './language/correct-intent.ts'
import { confusionTable, previewPhrase } from './language/intents.ts'
import { addPhrase, listIntents, listPhrases, removePhrase } from './language/phrases.ts'
import { getRescoring } from './language/rescore.ts'
import { fetchAgain } from './fetch-again.ts'
import { countConversations, countListed, listConversations } from './list.ts'
import { threadBefore, toMessage } from './messages.ts'
import { listWays } from './reach.ts'
import { listReadings, ownOf } from './readings.ts'
import { relink } from './relink.ts'
import { reply } from './reply.ts'
import { eraseCustomer } from './erase.ts'
import { reopen, resolve } from './resolve.ts'
import { discard, retry, settleUnknown } from './retry.ts'
import { seen, unread } from './seen.ts'
import { start } from './start.ts'
import { since } from './sync.ts'
import { listTimeline } from './timeline.ts'
import { tellAgentTyping, tellViewing } from './typing.ts'
import { countSaved, createView, deleteView, listViews, updateView } from './views.ts'

export const handlers = {
  'conversation.list': listConversations,
  'conversation.counts': countConversations,
  'conversation.count': countListed,
  'conversation.get': getConversation,
  'conversation.assign': assign,
  'conversation.resolve': resolve,
  'conversation.reopen': reopen,
  'conversation.read': seen,
  'conversation.unread': unread,
  'reading.list': listReadings,
  'conversation.relink': relink,
  'customer.erase': eraseCustomer,
  'conversation.start': start,
  'typing.tell': tellAgentTyping,
  'viewing.tell': tellViewing,
  'view.counts': countSaved,
  'view.fields': listViewFields,
  'view.list': listViews,
  'view.create': createView,
  'view.update': updateView,
  'view.delete': deleteView,
  'timeline.list': listTimeline,
  'customer.reach': listWays,
  'message.list': listMessages,
  'message.reply': reply,
  'message.retry': retry,
  'message.settle': settleUnknown,
  'message.discard': discard,
  'message.html': mailHtml,
  'attachment.fetch': fetchAgain,
  'message.judge': judgeMessage,
  'message.unjudge': unjudgeMessage,
  'message.set_intent': setIntent,
  'message.reset_intent': resetIntent,
  'customer.mood': moodCurve,
  'correction.list': listCorrections,
  'intent.list': listIntents,
  'intent.confusion': confusionTable,
  'phrase.list': listPhrases,
  'phrase.preview': previewPhrase,
  'phrase.add': addPhrase,
  'phrase.remove': removePhrase,
  'rescoring.get': getRescoring,
  'sync.since': since,
} satisfies Handlers

async function getConversation(context: Context, input: Input<'conversation.get'>): Promise<Output<'conversation.get'>> {
  const row = await findConversation(context, input.id)
  return { conversation: await ownOf(context.sql, context.actor, toConversation(row)), allowance: await allowanceIn(context, row) }
}

async function listMessages(context: Context, input: Input<'message.list'>): Promise<Output<'message.list'>> {
  await findConversation(context, input.id)
  const [before = null] = input.cursor === undefined ? [] : openCursor<[position: number]>('messages', input.cursor)
  const rows = await threadBefore(context.sql, input.id, before, input.limit + 1)
  const shown = rows.slice(0, input.limit)
  const last = shown.at(-1)
  return { data: shown.map(toMessage), next: rows.length > input.limit && last ? sealCursor('messages', [last.position]) : null }
}
