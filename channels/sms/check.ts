import type { Twilio } from 'twilio'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { clock, error, ok, publicAddress, unreachable, warning, webhookUrl } from '../provider/findings.ts'
import { clientOf, Refused } from './client.ts'
import type { SmsConfig } from './config.ts'

/** Signs in at Twilio, looks at the sender and where its messages go, and compares the clocks. */
export async function checkSms(account: Account<SmsConfig>): Promise<Finding[]> {
  try {
    const client = await clientOf(account)
    const signedIn = await accountFinding(client)
    const clocks = clock({ headers: { ...client.httpClient.lastResponse?.headers } })
    return [signedIn, ...(await senderFindings(client, account)), publicAddress(account), ...clocks]
  } catch (failure) {
    return [failure instanceof Refused ? refusal(failure) : unreachable(failure, 'apiUrl')]
  }
}

function refusal({ answer, message }: Refused): Finding {
  if (answer.status === 401)
    return error('Account', 'Twilio refused the Account SID or auth token.', 'Copy both again from the Twilio console.', 'authToken')
  return answer.status === 404
    ? missing
    : error('Account', `Twilio answered ${answer.status}: ${message}`, 'Look at the account in the Twilio console.')
}

async function accountFinding(client: Twilio): Promise<Finding> {
  const { status, type, friendlyName } = await client.api.v2010.accounts(client.accountSid).fetch()
  if (status !== 'active')
    return error('Account', `The Twilio account is ${status}.`, 'Sign in at Twilio to see why, and have it opened again.')
  if (type !== 'Trial') return ok('Account', `Signed in as “${friendlyName}”.`)
  return warning('Account', 'This is a trial account: it only texts numbers verified at Twilio.', 'Upgrade it before customers use it.')
}

async function senderFindings(client: Twilio, account: Account<SmsConfig>): Promise<Finding[]> {
  const { sender } = account.config
  if (sender.startsWith('MG')) {
    const service = await client.messaging.v1.services(sender).fetch()
    return [sends(sender), ...(service.useInboundWebhookOnNumber ? [] : leads(account, service.inboundRequestUrl))]
  }
  const [number] = await client.incomingPhoneNumbers.list({ phoneNumber: sender, limit: 1 })
  if (!number) return [missing]
  if (number.capabilities.sms) return [sends(sender), ...leads(account, number.smsUrl)]
  return [error('Sender', `${sender} cannot send text messages.`, 'Choose a number with the SMS capability.', 'sender')]
}

const missing = error(
  'Sender',
  'The account has no such number or messaging service.',
  'Copy it from the Twilio console of this same account.',
  'sender',
)
const sends = (sender: string) => ok('Sender', `${sender} sends text messages.`)

/** Whether what customers send comes to us; not known while settings are only being tried. */
function leads(account: Account<SmsConfig>, url: string | null): Finding[] {
  if (!account.channelId) return []
  if (url === webhookUrl(account)) return [ok('Incoming messages', 'Twilio hands incoming messages to Parley.')]
  const where = url ? `Twilio hands incoming messages to ${url}.` : 'Twilio hands incoming messages to nobody.'
  return [warning('Incoming messages', where, 'At the number, under “A message comes in”, set the callback address with HTTP POST.')]
}
