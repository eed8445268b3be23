import { baseSubject, isReply } from '../subject.ts'
import type { Thread } from '../../adapter.ts'
import { type Headers, raw } from './headers.ts'

/**
 * By what a mail seems to go on with an earlier one where its references lead nowhere, since a server on the way changed what that was known by:
 * the conversation Exchange numbers it into (Thread-Index: the first 22 of its bytes, MS-OXOMSG 2.2.1.3), and the subject it answers.
 */
export function continued(headers: Headers, subject: string): Pick<Thread, 'index' | 'answers'> {
  const index = Buffer.from(raw(headers, 'thread-index').slice(0, 1_000), 'base64')
  return {
    ...(index.length >= 22 ? { index: `thread-index/${index.subarray(0, 22).toString('hex')}` } : {}),
    ...(isReply(subject) && baseSubject(subject) !== '' ? { answers: baseSubject(subject) } : {}),
  }
}
