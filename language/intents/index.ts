import type { IntentExample } from '../intent-model.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

/** The phrases Parley ships, one by one, in both languages. */
export const shippedExamples: IntentExample[] = [zh, en].flatMap((phrases) =>
  Object.entries(phrases).flatMap(([intent, all]) => all.split('|').map((text) => ({ text: text.trim(), intent }))),
)
