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

/** Resolves when `signal` aborts, or at once when it has. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}
