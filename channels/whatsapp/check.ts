import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { ok } from '../provider/findings.ts'
import { graph } from '../meta/graph.ts'
import { checkGraph, subscribed } from '../meta/check.ts'
import type { WhatsappAccount } from './send.ts'

const number = z.looseObject({ display_phone_number: z.string().catch(''), verified_name: z.string().catch('') })

function speaksFor(json: unknown): Finding {
  const read = number.safeParse(json).data
  return ok('Phone number', `The token speaks for ${read?.display_phone_number ?? ''} (${read?.verified_name ?? ''}).`)
}

/** Reads the number, the templates and the subscriptions: token, secret, ids, permissions and webhooks show by that. */
export function check(account: WhatsappAccount): Promise<Finding[]> {
  const { phoneNumberId, businessAccountId } = account.config
  const business = (path: string) => () => graph(account, `${businessAccountId}/${path}`, { query: { limit: '1' } })
  const numberFix = 'Copy the phone number ID again, and grant the token whatsapp_business_messaging for this WhatsApp account.'
  const businessFix = 'Copy the WhatsApp Business Account ID again, and grant the token whatsapp_business_management.'
  const number = () => graph(account, phoneNumberId, { query: { fields: 'display_phone_number,verified_name' } })
  return checkGraph(account, [
    { subject: 'Phone number', ask: number, good: speaksFor, fix: numberFix, field: 'phoneNumberId' },
    {
      subject: 'Templates',
      ask: business('message_templates'),
      good: () => ok('Templates', 'Templates can be read.'),
      fix: businessFix,
      field: 'businessAccountId',
    },
    { subject: 'Webhooks', ask: business('subscribed_apps'), good: subscribed, fix: businessFix, field: 'businessAccountId' },
  ])
}
