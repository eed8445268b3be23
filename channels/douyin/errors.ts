import { failed } from '../provider/meanings.ts'
import type { Said } from './client.ts'
import { reasons } from './words.ts'

/** What a refusal means for a message; null when there is none. */
export function failureIn({ answer, code, said }: Said): ReturnType<typeof failed> | null {
  return code === '0' ? null : failed(answer, code, said, reasons.get(code))
}
