import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { store } from '../../channels/index.ts'
import type { Conversation } from '../../contract/conversations.ts'
import { receiveBatch } from '../../inbox/index.ts'
import type { Context } from '../../server/context.ts'
import { call } from './call.ts'
import { chatThread, rawBody } from './raw.ts'
import { isAgentLine, type AgentLine, type CustomerLine, type Story } from './story.ts'

/** Where and when the demo is played; `made` is when its workspace was, so that a second attempt gives the same ids. */
export type Stage = { team: Context[]; channelIds: Record<Story['channel']['kind'], string>; made: Date }

/** Plays one conversation: the customer's lines come in by their channel, ours are sent. Played again, it changes nothing. */
export async function play(stage: Stage, story: Story): Promise<void> {
  for (const [index, line] of story.lines.entries()) {
    if (isAgentLine(line)) await answer(stage, story, line, index)
    else await write(stage, story, line, index)
  }
  await receiveAll()
  if (story.resolvedBy !== undefined) await resolve(stage, story, story.resolvedBy)
}

async function write({ team, channelIds, made }: Stage, story: Story, line: CustomerLine, index: number): Promise<void> {
  const workspaceId = team[0]!.workspaceId
  const origin = { workspaceId, channelId: channelIds[story.channel.kind] }
  const id = lineId(made, story, index, workspaceId)
  const at = new Date(made.getTime() - (line.minutesAgo ?? 0) * 60_000)
  const body = await rawBody(story, line, { ...origin, id, index, at })
  await store(origin, { body, dedupeKey: `demo:${story.key}:${index}`, requestId: null })
}

async function answer(stage: Stage, story: Story, { by, text, note }: AgentLine, index: number): Promise<void> {
  await receiveAll()
  const context = stage.team[by]!
  const { id } = await find(stage, story)
  const messageId = lineId(stage.made, story, index, context.workspaceId)
  await call(context, 'message.reply', { id, messageId, kind: note ? 'note' : 'text', text })
}

async function resolve(stage: Stage, story: Story, by: number): Promise<void> {
  const { id, status } = await find(stage, story)
  if (status === 'open') await call(stage.team[by]!, 'conversation.resolve', { id })
}

/** Takes in what waits, whether here or by a worker that is already running. */
export async function receiveAll(): Promise<void> {
  while ((await receiveBatch()) > 0);
}

async function find({ team, channelIds }: Stage, story: Story): Promise<Conversation> {
  const channelId = channelIds[story.channel.kind]
  const thread = chatThread(story)
  for (const status of ['open', 'resolved'] as const) {
    const { data } = await call(team[0]!, 'conversation.list', { status, limit: 100 })
    const found = data.find((one) => one.channelId === channelId && (thread ? one.threadKey === thread : isAbout(one, story)))
    if (found) return found
  }
  throw new Error(`the demo’s conversation ${story.key} did not come in: see the parked raw events of its channel`)
}

function isAbout({ subject }: Conversation, { channel }: Story): boolean {
  return channel.kind === 'email' && subject === channel.subject
}

/** The message id of a line, the same whenever it is played; a UUIDv7, so that it sorts by time as all of them do. */
export function lineId(made: Date, story: Story, index: number, workspaceId: string): string {
  const random = createHash('sha256').update(`${workspaceId} ${story.key} ${index}`).digest().subarray(0, 16)
  return v7({ msecs: made.getTime() + index, random })
}
