import * as z from 'zod'
import { askForToken } from './client.ts'
import type { DouyinAccount } from './config.ts'
import { failureIn } from './errors.ts'
import { again, endsWords } from './words.ts'

const day = 86_400_000
/** A new token counts from the day it is asked for, and only five are given: so late that each is used up, with time left to authorise again. */
const renewBeforeMs = 5 * day

const granted = z.looseObject({ refresh_expires_in: z.coerce.number().optional().catch(undefined), refresh_token: z.string().catch('') })

/** A new refresh token in the last days of the one we have; else what a person must do in time. Throws `NoAnswer`. */
export async function renewDouyin(account: DouyinAccount, now: Date) {
  const said = await askForToken(account, 'refresh_token')
  const failure = failureIn(said)
  if (failure) return failure.retry === 'later' ? {} : { warning: failure.reason }
  const end = endOf(said.data, now)
  if (end === null || end.getTime() - now.getTime() > renewBeforeMs) return {}
  const answer = await askForToken(account, 'renew_refresh_token')
  const token = granted.parse(answer.data).refresh_token
  return failureIn(answer) === null && token ? { settings: { refreshToken: token } } : { warning: [endsWords(end), again].join('\n') }
}

/** When the refresh token ends, as an answer to it says; null: it does not say. */
export function endOf(data: object, now: Date): Date | null {
  const seconds = granted.parse(data).refresh_expires_in
  return seconds === undefined ? null : new Date(now.getTime() + seconds * 1000)
}

/** Whether Douyin should have renewed it by now. */
export const endsSoon = (end: Date, now: Date): boolean => end.getTime() - now.getTime() < renewBeforeMs - day
