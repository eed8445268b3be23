import type * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import { defineAdapter, type Account } from '../adapter.ts'
import { error, ok, unreachable, warning } from '../provider/findings.ts'
import { isPractice } from '../provider/peers.ts'
import { ask, NoAnswer } from '../provider/ask.ts'
import { withGateway } from './client.ts'
import { wechatyConfig, type WechatyConfig } from './config.ts'
import { demo } from './demo.ts'
import { listenWechaty } from './listen.ts'
import { parseWechaty } from './parse.ts'
import { state } from './payload.ts'
import { openMedia, sendWechaty } from './send.ts'
import { words } from './words.zh-CN.ts'

/** A person's own WeChat, by a gateway of wechaty's that runs beside Parley. */
export const wechaty = defineAdapter<WechatyConfig>({
  kind: 'wechaty',
  name: { en: 'WeChat (personal)', 'zh-CN': '个人微信' },
  lead: {
    en: 'A person’s own WeChat by wechaty. WeChat may block accounts used this way.',
    'zh-CN': '通过 wechaty 接入个人微信。以此方式使用的账号可能被微信封禁。',
  },
  tier: 'experimental',
  mark: { icon: null, text: '信', color: '#2f7d32' },
  steps: [
    {
      en: 'Weigh the risk: WeChat does not allow this, and blocks accounts, above all those that sign in by the web protocol. Never use your main account.',
      'zh-CN': '请先权衡风险：微信不允许此类接入，会封禁账号，网页协议登录尤甚。切勿使用主账号。',
    },
    {
      en: 'Run the gateway in a process of its own (folder channels/wechaty/gateway), with a puppet and a token of your own, and scan its code.',
      'zh-CN': '在单独的进程里运行网关（目录 channels/wechaty/gateway），选定 puppet 并自设令牌，然后扫码登录。',
    },
    {
      en: 'Enter its address and token here. It need not be reachable from outside.',
      'zh-CN': '在此填写网关地址和令牌；网关无需对外开放。',
    },
  ],
  words,
  config: wechatyConfig,
  capabilities: {
    text: { n: 2000, unit: 'characters', parts: 5 },
    attachments: { maxBytes: 20 * 1024 * 1024, maxCount: 9 },
    ...{ receipts: 'sent', typing: false, subject: false, starts: null, surfaces: {}, templates: false },
  },
  parse: parseWechaty,
  externalId: () => null,
  parts: 'split',
  send: sendWechaty,
  repeatable: () => false,
  // Slower than a person types is what keeps an account alive.
  pace: () => ({ n: 1, ms: 2_000 }),
  openMedia,
  listen: listenWechaty,
  check,
  demo,
})

/** Asks the gateway how it is. */
async function check(account: Account<WechatyConfig>): Promise<Finding[]> {
  const risk = 'WeChat may block an account that is used by a program.'
  const care = 'Use an account you can do without, and write no more than a person would.'
  try {
    return [ok('Gateway', 'The gateway answers.'), signedIn(await stateOf(account)), warning('Risk', risk, care)]
  } catch (failure) {
    if (failure instanceof NoAnswer && failure.message === refusal)
      return [error('Gateway', refusal, 'Use the token the gateway was started with.', 'token')]
    return [unreachable(failure, 'apiUrl')]
  }
}

async function stateOf(account: Account<WechatyConfig>) {
  const { apiUrl, token } = account.config
  if (!isPractice(apiUrl)) return state.parse(await withGateway(account, ({ ask: call }) => call('State', {})))
  const answer = await ask(account, `${apiUrl}/state`, { method: 'POST', body: { token } })
  if (answer.status !== 200) throw new NoAnswer(refusal, false)
  return state.parse(answer.json)
}

function signedIn({ signedIn: id }: z.infer<typeof state>): Finding {
  if (id !== null) return ok('Account', `Signed in as ${id}.`)
  return error('Account', 'Nobody is signed in at the gateway.', 'Scan the code it prints with the account’s phone.')
}

const refusal = 'The gateway refused the token.'
