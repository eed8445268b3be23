import * as z from 'zod'
import { epoch } from '../provider/reading.ts'

const text = z.string().default('')

/** The form fields of Twilio's message webhooks used here. https://www.twilio.com/docs/messaging/guides/webhook-request */
export const webhook = z.looseObject({
  MessageSid: text,
  SmsSid: text,
  AccountSid: text,
  From: text,
  To: text,
  Body: text,
  NumMedia: text,
  /** Of status callbacks; on what comes in, `SmsStatus` says `received`. */
  MessageStatus: text,
  SmsStatus: z.string().default('received'),
  ErrorCode: text,
  /** STOP, START or HELP, where Advanced Opt-Out is on. */
  OptOutType: text,
  /** Ours: when the request came, for Twilio's carry no time. */
  ParleyReceivedAt: z.iso.datetime().catch(epoch),
})
export type Webhook = z.infer<typeof webhook> & { sid: string; status: string }

/** A form as Twilio sends it; never throws, whatever the bytes are. */
export function readForm(body: Buffer): Webhook {
  const form = webhook.parse(Object.fromEntries(new URLSearchParams(body.toString('utf8').replace(/\0|%00/g, ''))))
  return { ...form, sid: form.MessageSid || form.SmsSid, status: (form.MessageStatus || form.SmsStatus).toLowerCase() }
}
