import { defineAdapter } from '../adapter.ts'
import { answerEcho, openCallback } from '../tencent/callback.ts'
import { shut, withinWindow } from '../provider/reply-window.ts'
import { readTags, writeTags } from '../tencent/customer-tags.ts'
import { openFile } from '../tencent/files.ts'
import { acknowledgement, capabilities } from '../tencent/limits.ts'
import { check } from './check.ts'
import { callbackOf, platformOf } from './client.ts'
import { wecomConfig, type WecomConfig } from './config.ts'
import { demo } from './demo.ts'
import { parseWecom } from './parse.ts'
import { profile } from './profile.ts'
import { pull } from './pull.ts'
import { send } from './send.ts'
import { steps, words } from './words.ts'

/** WeCom's customer service (微信客服): a callback says that there is something, we fetch it. See docs/channels/wecom.md. */
export const wecom = defineAdapter<WecomConfig>({
  kind: 'wecom',
  name: { en: 'WeCom customer service', 'zh-CN': '企业微信客服' },
  lead: { en: 'WeChat users write to your company by 微信客服.', 'zh-CN': '微信用户通过“微信客服”联系企业。' },
  tier: 'stable',
  mark: { icon: null, text: '企', color: '#2a6fd0' },
  steps,
  config: wecomConfig,
  words,
  capabilities,
  handshake: (request, { config }) => answerEcho(request, callbackOf(config)),
  // A callback holds no id, and another may look the same: only a repetition to the byte is one.
  verify: (request, { channelId, config }, now) => {
    const body = openCallback(request, channelId, callbackOf(config), now)
    return body && { body, dedupeKey: `callback:${request.query['msg_signature']}` }
  },
  acknowledgement,
  parse: parseWecom,
  pull,
  externalId: () => null,
  parts: 'split',
  send,
  repeatable: () => true,
  quota: (window, _surface, now) =>
    window.openedBy === 'message'
      ? withinWindow(window, { ms: 48 * 3_600_000, most: 5 }, now)
      : shut('WeCom lets us answer only who wrote first.'),
  openMedia: (account, { mediaId = '' }, maxBytes) => openFile(platformOf(account), mediaId, maxBytes),
  profile,
  tags: {
    setting: 'tags',
    longest: 30,
    read: (account, { value }) => readTags(platformOf(account), value),
    write: (account, { value }, change) => writeTags(platformOf(account), value, change),
  },
  check,
  demo,
})
