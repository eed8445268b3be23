import { measure } from '../../contract/text-length.ts'
import { sha256 } from '../../server/crypto.ts'
import type { Account, Peer, RawRequest } from '../adapter.ts'
import { webhookUrl } from '../provider/findings.ts'
import type { SmsConfig } from './config.ts'
import { signatureOf } from './verify.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** The only account the stand-in knows; its number is Twilio's own magic one of test credentials. */
export const practice = {
  accountSid: 'AC000000000000000000000000000000d3',
  authToken: 'practice-token-of-the-demo',
  number: '+15005550006',
  service: 'MG000000000000000000000000000000d3',
}

/** A webhook as Twilio sends it to this channel's address. */
export function signed(account: Account<SmsConfig>, authToken: string, fields: Record<string, string>): Omit<RawRequest, 'url'> {
  const body = Buffer.from(new URLSearchParams(fields).toString())
  const signature = signatureOf(authToken, webhookUrl(account), body)
  return { method: 'POST', headers: { 'content-type': form, 'x-twilio-signature': signature }, query: {}, body }
}

const form = 'application/x-www-form-urlencoded'

type Answer = Awaited<ReturnType<Peer>>
type Deliver = (request: Omit<RawRequest, 'url'>) => void
type Sent = { sid: string; to: string; from: string }

/**
 * Twilio's message API in small: credentials, magic numbers of its test credentials, limits, ids, and the status callbacks of what it took.
 * https://www.twilio.com/docs/messaging/api/message-resource, https://www.twilio.com/docs/iam/test-credentials
 */
export function peer(account: Account<SmsConfig>, deliver: Deliver): Peer {
  let taken = 0
  const recent: number[] = []
  return async (call) => {
    if (call.headers['authorization'] !== credentials) return problem(401, 20003, 'Authenticate')
    if (call.method === 'GET') return look(account, call.path)
    if (call.path !== `${root}/Messages.json`) return problem(404, 20404, `The requested resource ${call.path} was not found`)
    if (tooFast(recent, Date.now())) return problem(429, 20429, 'Too Many Requests')
    const asked = new URLSearchParams(call.body.toString('utf8'))
    const refusal = refusalOf(asked)
    if (refusal) return refusal
    const sent = {
      sid: `SM${sha256(`${account.channelId} ${Date.now()} ${taken++}`).slice(0, 32)}`,
      to: asked.get('To') ?? '',
      from: practice.number,
    }
    if (asked.get('StatusCallback')) report(account, sent, deliver)
    return json(201, created(sent, asked))
  }
}

const root = `/2010-04-01/Accounts/${practice.accountSid}`
const credentials = `Basic ${Buffer.from(`${practice.accountSid}:${practice.authToken}`).toString('base64')}`
const json = (status: number, body: object): Answer => ({
  status,
  headers: { 'content-type': 'application/json', date: new Date().toUTCString() },
  body: JSON.stringify(body),
})
const problem = (status: number, code: number, message: string) =>
  json(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })

/** More than a hundred requests a second. */
function tooFast(recent: number[], now: number): boolean {
  while (recent[0] !== undefined && recent[0] < now - 1000) recent.shift()
  return recent.push(now) > 100
}

function refusalOf(asked: URLSearchParams): Answer | null {
  const [to, from, body] = [asked.get('To') ?? '', asked.get('From') ?? '', asked.get('Body') ?? '']
  if (!/^\+[1-9]\d{6,14}$/.test(to) || to === '+15005550001')
    return problem(400, 21211, `The 'To' number ${to} is not a valid phone number.`)
  if (from !== practice.number && asked.get('MessagingServiceSid') !== practice.service)
    return problem(
      400,
      21606,
      `The From phone number ${from} is not a valid, SMS-capable inbound phone number or short code for your account.`,
    )
  if (to === '+15005550002')
    return problem(400, 21612, `The 'To' phone number: ${to}, is not currently reachable using the 'From' phone number.`)
  if (to === '+15005550003')
    return problem(400, 21408, 'Permission to send an SMS has not been enabled for the region indicated by the To number.')
  if (to === '+15005550004') return problem(400, 21610, 'Attempt to send to unsubscribed recipient')
  if (to === '+15005550009') return problem(400, 21614, `To number: ${to}, is not a mobile number`)
  if (body === '' && asked.getAll('MediaUrl').length === 0) return problem(400, 21602, 'Message body is required.')
  if (measure(body, 'characters') > 1600) return problem(400, 21617, 'The concatenated message body exceeds the 1600 character limit.')
  return asked.getAll('MediaUrl').some((url) => !/^(https?):\/\//.test(url)) ? problem(400, 21620, 'Invalid media URL(s)') : null
}

function created({ sid, to, from }: Sent, asked: URLSearchParams): object {
  const body = asked.get('Body') ?? ''
  return {
    ...{ sid, account_sid: practice.accountSid, api_version: '2010-04-01', body, direction: 'outbound-api', from, to, status: 'queued' },
    ...{ messaging_service_sid: asked.get('MessagingServiceSid'), error_code: null, error_message: null, price: null, price_unit: 'USD' },
    ...{ num_media: String(asked.getAll('MediaUrl').length), num_segments: String(measure(body, 'segments')) },
    ...{ date_created: new Date().toUTCString(), date_updated: new Date().toUTCString(), date_sent: null },
    ...{ uri: `${root}/Messages/${sid}.json`, subresource_uris: { media: `${root}/Messages/${sid}/Media.json` } },
  }
}

/** `sent`, then `delivered`; `undelivered` for numbers that end in 000, as no real phone would. */
function report(account: Account<SmsConfig>, { sid, to, from }: Sent, deliver: Deliver): void {
  const lost = to.endsWith('000')
  const tell = (fields: Record<string, string>) =>
    deliver(
      signed(account, practice.authToken, {
        ...{ MessageSid: sid, SmsSid: sid, AccountSid: practice.accountSid, From: from, To: to, ApiVersion: '2010-04-01' },
        ...fields,
      }),
    )
  setTimeout(() => tell({ MessageStatus: 'sent', SmsStatus: 'sent' }), 300).unref()
  const end = lost
    ? { MessageStatus: 'undelivered', SmsStatus: 'undelivered', ErrorCode: '30003' }
    : { MessageStatus: 'delivered', SmsStatus: 'delivered' }
  setTimeout(() => tell(end), 1_200).unref()
}

/** The account, its number, its messaging service, and the picture of a simulated MMS. */
function look(account: Account<SmsConfig>, path: string): Answer {
  if (path === `${root}.json`)
    return json(200, { sid: practice.accountSid, friendly_name: 'Practice', status: 'active', type: 'Full', ...dates })
  if (path === `${root}/IncomingPhoneNumbers.json`) return json(200, { incoming_phone_numbers: [number(account)], page: 0, page_size: 50 })
  if (path === `/v1/Services/${practice.service}`)
    return json(200, { sid: practice.service, friendly_name: 'Practice', use_inbound_webhook_on_number: true, ...dates })
  if (path.includes('/Media/')) return { status: 200, headers: { 'content-type': 'image/png' }, body: practicePicture() }
  return problem(404, 20404, `The requested resource ${path} was not found`)
}

const dates = { date_created: 'Sun, 22 Nov 2026 10:00:00 +0000', date_updated: 'Sun, 22 Nov 2026 10:00:00 +0000' }
const number = (account: Account<SmsConfig>) => ({
  ...{
    sid: 'PN000000000000000000000000000000d3',
    phone_number: practice.number,
    sms_url: webhookUrl(account),
    sms_method: 'POST',
    ...dates,
  },
  capabilities: { sms: true, mms: true, voice: false },
})
