import { setTimeout as sleep } from 'node:timers/promises'
import { v7 } from 'uuid'
import type { Conversation } from '../../contract/conversations.ts'
import type { Message } from '../../contract/messages.ts'
import type { Call } from './api.ts'
import { pause, type Plan } from './plan.ts'
import { shuffled } from './until.ts'

/** Answers whoever has written, with ids made here, until each answer is acknowledged. Gives the ids. */
export async function answerAll(call: Call, plan: Plan): Promise<Set<string>> {
  const replies = new Set<string>()
  while (replies.size < plan.replies) {
    const { data } = await call<{ data: Conversation[] }>('GET', '/api/v1/conversations?limit=100')
    const chosen = shuffled(data).slice(0, 8)
    await Promise.all(chosen.map((conversation) => answer(call, conversation.id, replies)))
    await sleep(pause(plan, plan.replies, chosen.length || 1))
  }
  return replies
}

async function answer(call: Call, conversationId: string, replies: Set<string>): Promise<void> {
  const messageId = v7()
  replies.add(messageId)
  // The first request may die with the server; a repeat of the same id, also after success, must change nothing.
  const send = () => call<Message>('POST', `/api/v1/conversations/${conversationId}/messages`, { messageId, text: `reply ${messageId}` })
  await send()
  if (Math.random() < 0.2) await send()
}
