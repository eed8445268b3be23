import { setTimeout as sleep } from 'node:timers/promises'

/** Does it again and again until it succeeds: the contract of every client of Parley. Answers the number of tries too. */
export async function untilDone<T>(work: () => Promise<T>): Promise<{ answer: T; tries: number }> {
  for (let tries = 1; ; tries++) {
    try {
      return { answer: await work(), tries }
    } catch (error) {
      if (tries > 2000) throw error
      await sleep(50 + Math.random() * 250)
    }
  }
}

/** Works off a list, so many at a time. */
export async function spread<T>(items: T[], atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const item of queue) await work(item)
    }),
  )
}

export function shuffled<T>(items: T[]): T[] {
  return items
    .map((item) => ({ item, rank: Math.random() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item)
}

export const between = (least: number, most: number) => least + Math.random() * (most - least)
