import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { clock, error, ok, publicAddress, unreachable, warning, webhookUrl } from '../provider/findings.ts'
import type { Answer } from '../provider/ask.ts'
import { callLine, saidIn } from './client.ts'
import type { LineConfig } from './config.ts'

type LineAccount = Account<LineConfig>

/** Signs in, looks at where LINE delivers and what the month leaves, and has LINE try our address, which proves the channel secret. */
export async function check(account: LineAccount): Promise<Finding[]> {
  try {
    const info = await callLine(account, 'info')
    if (info.status !== 200) return [refusal(info)]
    return [signedIn(info), ...(await delivery(account)), ...(await allowance(account)), ...clock(info)]
  } catch (failure) {
    return [unreachable(failure, 'apiUrl')]
  }
}

const bot = z.object({ displayName: z.string(), basicId: z.string() })

function signedIn({ json }: Answer): Finding {
  const { displayName = '', basicId = '' } = bot.safeParse(json).data ?? {}
  return ok('Account', `Signed in as ${displayName} (${basicId}).`)
}

function refusal(answer: Answer): Finding {
  if (answer.status === 401)
    return error('Account', 'LINE refused the channel access token.', 'Issue it again on the tab “Messaging API”.', 'channelAccessToken')
  return error('Account', `LINE answered ${answer.status}: ${saidIn(answer)}`, 'Look at the account in the LINE Developers Console.')
}

const endpoint = z.object({ endpoint: z.string(), active: z.boolean() })

async function delivery(account: LineAccount): Promise<Finding[]> {
  const address = publicAddress(account)
  // While settings are only being tried there is no address to give yet.
  if (!account.channelId) return [address]
  const set = endpoint.safeParse((await callLine(account, 'channel/webhook/endpoint')).json).data
  if (set?.endpoint !== webhookUrl(account)) return [address, warning('Delivery', 'LINE does not deliver to Parley.', setIt)]
  if (!set.active) return [address, warning('Delivery', 'The webhook is switched off at LINE.', switchOn)]
  return [address, ...(await tried(account))]
}

const setIt = 'On the tab “Messaging API”, set the callback address as the webhook URL.'
const switchOn = 'On the tab “Messaging API”, switch on “Use webhook”.'

const trial = z.object({ success: z.boolean(), statusCode: z.number(), reason: z.string().catch(''), detail: z.string().catch('') })

/** LINE sends a signed request without events to the address it has. Beyond 60 an hour it does not; then there is nothing to say. */
async function tried(account: LineAccount): Promise<Finding[]> {
  const result = trial.safeParse((await callLine(account, 'channel/webhook/test', { method: 'POST', body: {} })).json).data
  if (!result) return []
  if (result.success) return [ok('Delivery', 'LINE reaches Parley, and its signature fits the channel secret.')]
  if (result.statusCode === 401)
    return [error('Delivery', 'LINE signs with another channel secret than the saved one.', copySecret, 'channelSecret')]
  return [warning('Delivery', `LINE tried to reach Parley and could not: ${result.detail || result.reason}`, reachable)]
}

const copySecret = 'Copy it from the tab “Basic settings” of this same channel, save, and check again.'
const reachable = 'Make sure PUBLIC_URL leads to Parley over https with a valid certificate.'

const limit = z.object({ type: z.literal('limited'), value: z.number() })
const used = z.object({ totalUsage: z.number() })

/** What the plan leaves of this month; nothing where there is no limit. */
async function allowance(account: LineAccount): Promise<Finding[]> {
  const most = limit.safeParse((await callLine(account, 'message/quota')).json).data?.value
  const sent = used.safeParse((await callLine(account, 'message/quota/consumption')).json).data?.totalUsage
  if (most === undefined || sent === undefined) return []
  if (sent < most) return [ok('Plan', `${sent} of ${most} messages of this month are used.`)]
  return [warning('Plan', `All ${most} messages of this month are used, so answers are refused.`, 'Raise the limit at LINE.')]
}
