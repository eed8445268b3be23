/** `value` when it is one of `options`, else `fallback`: for what comes from an address or from storage. */
export function oneOf<T extends string>(options: readonly T[], value: unknown, fallback: T): T {
  return options.find((option) => option === value) ?? fallback
}
