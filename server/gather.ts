/**
 * Lets calls that come while one is under way share the next one: `work` gets the items that have gathered (at most `most`), in the order they
 * came, and answers one result for each. One piece of work runs at a time, so items never overtake each other. Should `work` throw for
 * several, each is tried alone, so that only the one at fault fails.
 */
export function gather<T, R>(work: (items: T[]) => Promise<R[]>, most: number): (item: T) => Promise<R> {
  const waiting: { item: T; settle: (result: Promise<R>) => void }[] = []
  let running = false

  async function run(): Promise<void> {
    // One turn of the event loop, so that what arrived with the first goes with it.
    await new Promise(setImmediate)
    while (waiting.length > 0) {
      const taken = waiting.splice(0, most)
      const results = await settled(taken.map(({ item }) => item))
      taken.forEach(({ settle }, n) => settle(results[n]!))
    }
    running = false
  }

  async function settled(items: T[]): Promise<Promise<R>[]> {
    try {
      const results = await work(items)
      return results.map((result) => Promise.resolve(result))
    } catch (error) {
      if (items.length === 1) return [rejected(error)]
      const alone: Promise<R>[] = []
      for (const item of items) alone.push(...(await settled([item])))
      return alone
    }
  }

  return (item) =>
    new Promise<R>((resolve) => {
      waiting.push({ item, settle: resolve })
      if (running) return
      running = true
      void run()
    })
}

// Whoever waits for it gets it in a moment: until then it is nobody's unhandled rejection.
function rejected(error: unknown): Promise<never> {
  const failed = Promise.reject(error)
  failed.catch(() => undefined)
  return failed
}
