/** Says what went wrong without ever throwing into the page we are a guest of. */
export function complain(error: unknown): void {
  // eslint-disable-next-line no-console -- the shop's developer has no other place to look
  console.warn('[parley]', error instanceof Error ? error.message : error)
}

/** The same function, complaining instead of throwing. */
export function guarded<A extends unknown[]>(work: (...args: A) => unknown): (...args: A) => void {
  return (...args) => {
    try {
      const result = work(...args)
      if (result instanceof Promise) result.catch(complain)
    } catch (error) {
      complain(error)
    }
  }
}
