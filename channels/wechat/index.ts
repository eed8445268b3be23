import { defineAdapter } from '../adapter.ts'
import { answerEcho } from '../tencent/callback.ts'
import { openFile } from '../tencent/files.ts'
import { acknowledgement, capabilities } from '../tencent/limits.ts'
import { check } from './check.ts'
import { platformOf } from './client.ts'
import { wechatConfig, type WechatConfig } from './config.ts'
import { demo } from './demo.ts'
import { parseWechat } from './parse.ts'
import { profile } from './profile.ts'
import { quota } from './quota.ts'
import { send } from './send.ts'
import { steps } from './steps.ts'
import { templates } from './templates.ts'
import { callbackOf, verifyWechat } from './verify.ts'
import { words } from './words.zh-CN.ts'

/** A WeChat Official Account: encrypted callbacks in, customer messages and template messages out. See docs/channels/wechat.md. */
export const wechat = defineAdapter<WechatConfig>({
  kind: 'wechat',
  name: { en: 'WeChat Official Account', 'zh-CN': '微信公众号' },
  lead: { en: 'Followers write to your Official Account.', 'zh-CN': '粉丝给公众号发来的消息。' },
  tier: 'stable',
  mark: { icon: null, text: '微', color: '#07883f' },
  steps,
  config: wechatConfig,
  words,
  capabilities: { ...capabilities, templates: true },
  handshake: (request, { config }) => answerEcho(request, callbackOf(config)),
  verify: verifyWechat,
  acknowledgement,
  parse: parseWechat,
  externalId: () => null,
  parts: 'split',
  send,
  repeatable: () => false,
  quota: (window, _surface, now) => quota(window, now),
  templates,
  openMedia: (account, { mediaId = '' }, maxBytes) => openFile(platformOf(account), mediaId, maxBytes),
  profile,
  check,
  demo,
})
