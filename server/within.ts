/** The outcome of `work`, or an error when it takes longer than `ms`; the work itself goes on, unheard. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** The outcome of `work`, or the reason of `signal` as soon as that aborts; the work itself goes on, unheard. */
export async function unless<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const stopped = aborted(signal).then((): never => {
    throw signal.reason
  })
  return Promise.race([work, stopped])
}

/** Lets whoever asks while `work` is under way, or within `ms` of its beginning, have the same answer. */
export function shared<T>(ms: number, work: () => Promise<T>): () => Promise<T> {
  let last: { answer: Promise<T>; underWay: boolean; until: number } | undefined
  return () => {
    if (last && (last.underWay || performance.now() < last.until)) return last.answer
    const own = { answer: work(), underWay: true, until: performance.now() + ms }
    last = own
    const over = () => (own.underWay = false)
    own.answer.then(over, over)
    return own.answer
  }
}

/** Resolves when `signal` aborts, or at once when it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
