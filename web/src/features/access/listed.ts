/** `a, b and c` as a language writes it. */
export const listed = (locale: string, words: readonly string[]): string => new Intl.ListFormat(locale).format(words)
