import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { ok } from '../provider/findings.ts'
import { graph } from '../meta/graph.ts'
import { checkGraph, subscribed } from '../meta/check.ts'
import type { InstagramConfig } from './config.ts'

const profile = z.looseObject({ username: z.string().catch('') })

/** Reads the account, and who hears of its Page. */
export function check(account: Account<InstagramConfig>): Promise<Finding[]> {
  const { accountId } = account.config
  const fix = 'Copy the Instagram account ID again, and use a Page access token with instagram_basic, instagram_manage_messages and instagram_manage_comments.' // prettier-ignore
  const read = () => graph(account, accountId, { query: { fields: 'username' } })
  const isOurs = (json: unknown) => ok('Instagram account', `The token speaks for @${profile.safeParse(json).data?.username ?? ''}.`)
  return checkGraph(account, [
    { subject: 'Instagram account', ask: read, good: isOurs, fix, field: 'accountId' },
    { subject: 'Webhooks', ask: () => graph(account, 'me/subscribed_apps'), good: subscribed, fix, field: 'accessToken' },
  ])
}
