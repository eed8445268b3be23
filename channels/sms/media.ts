import type { Readable } from 'node:stream'
import type { Account, MediaRef } from '../adapter.ts'
import { openWithCredentials } from '../provider/media.ts'
import { basic } from './client.ts'
import type { SmsConfig } from './config.ts'

/** A picture of an MMS. */
export function openMedia(account: Account<SmsConfig>, { url = '' }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  return openWithCredentials(account, { url, domain: 'twilio.com', headers: { authorization: basic(account.config) } }, maxBytes)
}
