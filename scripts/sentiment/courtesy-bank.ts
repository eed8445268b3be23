import type { Label } from '../../language/model.ts'

/** Patterns with slots, and the parts mails are put together from, in one language. */
export type Bank = { patterns: Record<Label, string[]>; slots: Record<string, string[]>; mail: Mail }
export type Mail = { greetings: string[]; sentences: Record<'neutral' | 'negative', string[]>; closings: string[] }

/** The words of `a|b|c`, a line break meaning nothing. */
export const list = (words: string): string[] => words.split('|').map((word) => word.trim())
