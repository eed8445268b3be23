import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { error, ok, warning } from '../provider/findings.ts'
import { oneLine } from '../provider/reading.ts'
import type { Said } from '../tencent/platform.ts'
import { checkPlatform } from '../tencent/check.ts'
import { tagsFinding } from '../tencent/customer-tags.ts'
import { platformOf } from './client.ts'
import type { WecomConfig } from './config.ts'
import { grantAgain as fix } from './words.ts'

/** Asks WeCom for a token, for the customer service accounts it lets us use, and for its tags where labels are to follow them. */
export async function check(account: Account<WecomConfig>): Promise<Finding[]> {
  const [platform, fields] = [platformOf(account), { id: 'corpId', secret: 'secret' }]
  const findings = await checkPlatform(platform, fields, 'kf/account/list', { offset: 0, limit: 100 }, accounts)
  const failed = findings.some(({ level }) => level === 'error')
  return account.config.tags && !failed ? [...findings, await tagsFinding(platform, 'tags')] : findings
}

const one = z.looseObject({ name: z.string().catch(''), manage_privilege: z.boolean().catch(true) })
const listed = z.looseObject({ account_list: z.array(one).catch([]) })

function accounts({ code, words, answer }: Said): Finding {
  if (code !== 0) return error('Credentials', `WeCom does not let us use 微信客服 (${code}): ${words.slice(0, 200)}`, fix)
  const usable = listed.parse(answer.json).account_list.filter(({ manage_privilege }) => manage_privilege)
  if (usable.length === 0) return warning('Customer service accounts', 'There is no customer service account this app may use.', fix)
  return ok('Customer service accounts', `Messages of ${usable.map(({ name }) => `“${oneLine(name)}”`).join(', ')} are taken.`)
}
