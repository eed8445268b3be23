import type { Finding } from '../../contract/channels.ts'
import type { Account } from '../adapter.ts'
import { clock, ok, publicAddress, unreachable, warning } from '../findings.ts'
import { isPractice } from '../peers.ts'
import { call } from '../tencent.ts'
import { credentialsFinding, modeFinding } from '../tencent-check.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'

/** Asks WeChat for a token and for the right to send customer messages, and tells what came in that could not be taken. */
export async function check(account: Account<WechatConfig>): Promise<Finding[]> {
  const ours = [...(isPractice(account.config.apiUrl) ? [] : [publicAddress(account)]), modeFinding(account.channelId)]
  try {
    const said = await call(platformOf(account), 'openapi/quota/get', {
      method: 'POST',
      body: { cgi_path: '/cgi-bin/message/custom/send' },
    })
    const credentials = credentialsFinding(said, { id: 'appId', secret: 'appSecret' })
    return [credentials, ...(credentials.level === 'ok' ? [permission(said)] : []), ...ours, ...clock(said.answer, new Date())]
  } catch (failure) {
    return [unreachable(failure, 'apiUrl'), ...ours]
  }
}

function permission({ code, words }: { code: number; words: string }): Finding {
  if (code === 0) return ok('Customer messages', 'The account may send customer messages.')
  const message = `WeChat does not let the account send customer messages (${code}): ${words}`
  return warning(
    'Customer messages',
    message,
    'Get the account verified (微信认证) and see 客服消息 under its interface permissions (接口权限).',
  )
}
