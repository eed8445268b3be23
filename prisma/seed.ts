import { demoSignIn, demoSignInWorks } from '../accounts/index.ts'
import { currentTime } from '../server/clock.ts'
import type { Context } from '../server/context.ts'
import { patiently } from '../server/db.ts'
import { env } from '../server/env.ts'
import { chats } from './demo/chats.ts'
import { mails } from './demo/mails.ts'
import { ensurePractice } from './demo/practice.ts'
import { lineId, play, type Stage } from './demo/play.ts'
import { ensureProfiles } from './demo/profiles.ts'
import { ensureHost, ensureStage } from './demo/stage.ts'
import { isAgentLine, type Story } from './demo/story.ts'

// Both channels in turn. The last one ends with a line of ours: when that is there, all before it are.
const stories: Story[] = [...mails.slice(0, 2), ...chats.slice(0, 2), ...mails.slice(2, 4), ...chats.slice(2), ...mails.slice(4)]

/**
 * Makes the demo (DEMO=1, and nobody but the demo's owner is here): workspace, people, channels and conversations, through the
 * commands and the inbound path everything else takes. Needs the queue. Done once, whatever people change in it afterwards, but for
 * practice channels of new kinds; after a crash in the middle it goes on where it stopped, as it does when `leaving` aborts: then it rejects.
 * Answers how to sign in, or null when there is no demo or its sign-in was changed.
 */
export async function ensureDemo(leaving?: AbortSignal): Promise<{ email: string; password: string } | null> {
  if (!env().DEMO) return null
  await alone(async () => {
    const host = await ensureHost()
    if (!host) return
    await once(host, async () => {
      const stage = await ensureStage(host)
      for (const story of (await isPlayed(stage)) ? [] : stories) {
        leaving?.throwIfAborted()
        await play(stage, story)
      }
      await ensureProfiles(stage)
    })
    leaving?.throwIfAborted()
    await ensurePractice(host)
  })
  return (await demoSignInWorks()) ? demoSignIn() : null
}

/** A mark in the workspace says that it is done: what was made may be called otherwise since, or be gone. */
async function once({ db, workspaceId: id }: Context, make: () => Promise<void>): Promise<void> {
  const { demoMadeAt } = await db.workspace.findUniqueOrThrow({ where: { id } })
  if (demoMadeAt) return
  await make()
  await db.workspace.update({ where: { id }, data: { demoMadeAt: currentTime() } })
}

/** The last line of ours is there when all before it are. */
async function isPlayed({ team, made }: Stage): Promise<boolean> {
  const story = stories.at(-1)!
  const owner = team[0]!
  const id = lineId(made, story, story.lines.findLastIndex(isAgentLine), owner.workspaceId)
  return (await owner.db.message.findUnique({ where: { id } })) !== null
}

const demoLock = 72_707_371

/** Lets one process of several that start at the same moment make the demo, the others wait and find it made. */
async function alone(work: () => Promise<void>): Promise<void> {
  await patiently(async (client) => {
    await client.query('SELECT pg_advisory_lock($1)', [demoLock])
    await work()
  })
}
