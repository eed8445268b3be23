import type { Input, Output } from '../contract/api.ts'
import type { Context } from '../server/context.ts'
import { tellHint, tellPacket } from '../server/realtime.ts'
import { findConversation } from './conversations.ts'
import { visitorRoom, widgetNamespace } from './visitor-room.ts'

/** An agent writes: colleagues see it, and unless it is a note, so does a visitor who has the chat open. Kept nowhere. */
export async function tellAgentTyping(context: Context, input: Input<'typing.tell'>): Promise<Output<'typing.tell'>> {
  const conversation = await findConversation(context, input.id)
  if (context.actor.type !== 'user') return {}
  const { id, name } = context.actor
  tellHint(context.workspaceId, conversation.access, {
    name: 'typing',
    data: { conversationId: conversation.id, by: { type: 'agent', id, name }, note: input.note },
  })
  if (!input.note)
    tellPacket({
      namespace: widgetNamespace,
      room: visitorRoom(conversation.channel_id, conversation.thread_key),
      name: 'typing',
      data: () => ({ name }),
    })
  return {}
}

/** Somebody has a conversation before them, or no longer: colleagues see it. Kept nowhere. */
export async function tellViewing(context: Context, input: Input<'viewing.tell'>): Promise<Output<'viewing.tell'>> {
  const conversation = await findConversation(context, input.id)
  if (context.actor.type !== 'user') return {}
  const { id, name } = context.actor
  tellHint(context.workspaceId, conversation.access, {
    name: 'viewing',
    data: { conversationId: conversation.id, by: { id, name }, here: input.here },
  })
  return {}
}
