import { lineOf, type Raw } from './raws.ts'

/** A raw event that is not read with the others: the slow one of its line (`lineOf`), or one that stands behind it. */
type Entry = { id: string; channelId: string; line: string; isSlow: boolean }

/** What is set aside so that everybody else goes on. In memory alone: after a crash all of it is pending as before, and found out again. */
export type Aside = {
  ids: () => string[]
  /** The slow ones, the one that came first of each channel. */
  firsts: () => { id: string; channelId: string }[]
  slowOf: (channelId: string) => number
  addSlow: (raw: Raw) => Promise<void>
  /** Whether a raw event has to wait for a slow one before it; then it is set aside too. */
  waits: (raw: Raw) => Promise<boolean>
  /** A slow one is done with: those behind it are free. */
  remove: (id: string) => void
}

export function newAside(): Aside {
  const entries = new Map<string, Entry>()
  const add = (raw: Raw, line: string, isSlow: boolean) => entries.set(raw.id, { id: raw.id, channelId: raw.channel_id, line, isSlow })
  const slow = () => [...entries.values()].filter(({ isSlow }) => isSlow)
  const slowOf = (channelId: string) => slow().filter((entry) => entry.channelId === channelId).length
  return {
    ids: () => [...entries.keys()],
    firsts: () => {
      const inOrder = slow().toSorted((a, b) => Number(BigInt(a.id) - BigInt(b.id)))
      return inOrder.filter(({ channelId }, n) => inOrder.findIndex((other) => other.channelId === channelId) === n)
    },
    slowOf,
    addSlow: async (raw) => void add(raw, await lineOf(raw), true),
    waits: async (raw) => {
      if (slowOf(raw.channel_id) === 0) return false
      const line = await lineOf(raw)
      // Looked at after the wait: the slow one may be done with by now.
      const isBehind = slow().some((entry) => entry.line === line && BigInt(entry.id) < BigInt(raw.id))
      if (isBehind) add(raw, line, false)
      return isBehind
    },
    remove: (id) => {
      const line = entries.get(id)?.line
      for (const entry of [...entries.values()]) if (entry.line === line) entries.delete(entry.id)
    },
  }
}
