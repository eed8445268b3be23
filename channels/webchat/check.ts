import type { Finding } from '../../contract/channels.ts'
import { env } from '../../server/env.ts'
import { originList, type WebchatConfig } from './config.ts'

/** What a web chat's settings allow, and what would keep its visitors out. */
export function checkWebchat(config: WebchatConfig): Finding[] {
  return [address(), sites(config)]
}

function address(): Finding {
  const { PUBLIC_URL } = env()
  const local = /^https?:\/\/(localhost|127\.|\[::1\])/.test(PUBLIC_URL)
  return {
    level: local ? 'warning' : 'ok',
    subject: 'Address',
    message: local ? `${PUBLIC_URL} can only be reached from this machine.` : `Pages load the chat from ${PUBLIC_URL}/widget.js.`,
    fix: local ? 'Set PUBLIC_URL to the address your visitors can reach before you put the chat on a public page.' : null,
    field: null,
  }
}

function sites(config: WebchatConfig): Finding {
  const allowed = originList(config.allowedOrigins)
  return {
    level: 'ok',
    subject: 'Sites',
    message: allowed.length ? `Only ${allowed.join(', ')} may show this chat.` : 'Any site may show this chat.',
    fix: null,
    field: 'allowedOrigins',
  }
}
