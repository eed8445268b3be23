import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { ok, warning } from '../provider/findings.ts'
import { checkPlatform, modeFinding } from '../tencent/check.ts'
import type { Said } from '../tencent/platform.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'

/** Asks WeChat for a token and for the right to send customer messages, and tells what came in that could not be taken. */
export async function check(account: Account<WechatConfig>): Promise<Finding[]> {
  const fields = { id: 'appId', secret: 'appSecret' }
  const asked = { cgi_path: '/cgi-bin/message/custom/send' }
  return [...(await checkPlatform(platformOf(account), fields, 'openapi/quota/get', asked, permission)), modeFinding(account.channelId)]
}

function permission({ code, words }: Said): Finding {
  if (code === 0) return ok('Customer messages', 'The account may send customer messages.')
  const message = `WeChat does not let the account send customer messages (${code}): ${words}`
  return warning(
    'Customer messages',
    message,
    'Get the account verified (微信认证) and see 客服消息 under its interface permissions (接口权限).',
  )
}
