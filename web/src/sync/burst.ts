/** Gathers what comes within one frame and hands it over at once, so that 200 events are one change to the screen. */
export function burst<T>(take: (items: T[]) => void, ms = 16): (items: readonly T[]) => void {
  let waiting: T[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastAt = 0
  const flush = () => {
    const items = waiting
    waiting = []
    timer = undefined
    lastAt = Date.now()
    take(items)
  }
  return (items) => {
    if (items.length === 0) return
    waiting.push(...items)
    // Alone, an event is shown at once; only company makes it wait.
    if (!timer && Date.now() - lastAt > ms) return flush()
    timer ??= setTimeout(flush, ms)
  }
}
