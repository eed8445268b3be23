import type { Finding } from '../../contract/channels.ts'
import { env } from '../../server/env.ts'
import { ok, warning } from '../provider/findings.ts'
import { originList, type WebchatConfig } from './config.ts'

/** What a web chat's settings allow, and what would keep its visitors out. */
export function checkWebchat(config: WebchatConfig): Finding[] {
  return [address(), sites(config)]
}

function address(): Finding {
  const { PUBLIC_URL } = env()
  if (!/^https?:\/\/(localhost|127\.|\[::1\])/.test(PUBLIC_URL)) return ok('Address', `Pages load the chat from ${PUBLIC_URL}/widget.js.`)
  const fix = 'Set PUBLIC_URL to the address your visitors can reach before you put the chat on a public page.'
  return warning('Address', `${PUBLIC_URL} can only be reached from this machine.`, fix)
}

function sites(config: WebchatConfig): Finding {
  const allowed = originList(config.allowedOrigins)
  return ok('Sites', allowed.length ? `Only ${allowed.join(', ')} may show this chat.` : 'Any site may show this chat.')
}
