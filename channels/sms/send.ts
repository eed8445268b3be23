import type { Account, Outbound, SendResult } from '../adapter.ts'
import { publicAddress, webhookUrl } from '../provider/findings.ts'
import { unanswered, undocumented } from '../provider/ask.ts'
import { failed } from '../provider/meanings.ts'
import { clientOf, Refused } from './client.ts'
import { twilioApi, type SmsConfig } from './config.ts'
import { meanings } from './meanings.ts'

/** Hands one part to Twilio, which answers with the id its status callbacks will name. Files go out as addresses Twilio fetches. */
export async function sendSms(account: Account<SmsConfig>, { to, text, files }: Outbound): Promise<SendResult> {
  const { sender, apiUrl } = account.config
  const reached = apiUrl !== twilioApi || publicAddress(account).level === 'ok'
  if (files.length > 0 && !reached) return unfetchable
  try {
    const client = await clientOf(account)
    const { sid } = await client.messages.create({
      to: to.value,
      ...(sender.startsWith('MG') ? { messagingServiceSid: sender } : { from: sender }),
      ...(text ? { body: text } : {}),
      ...(files.length > 0 ? { mediaUrl: files.map((file) => file.link()) } : {}),
      // Given an address it cannot reach, Twilio refuses the whole message; without one there are just no receipts.
      ...(reached ? { statusCallback: webhookUrl(account) } : {}),
    })
    if (!sid) throw undocumented()
    return { outcome: 'sent', externalIds: [sid] }
  } catch (error) {
    if (!(error instanceof Refused)) return unanswered(error)
    return failed(error.answer, error.code, error.message, meanings.get(error.code))
  }
}

const unfetchable: SendResult = {
  ...{ outcome: 'failed', retry: 'no', code: 'public_url' },
  reason: 'Twilio fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.',
}
