import type { ChannelKind } from '../contract/channels.ts'
import type { WordTable } from '../contract/words.ts'
import { fail } from '../server/errors.ts'
import { addWords } from '../server/words.ts'
import type { Adapter } from './adapter.ts'
import { douyin } from './douyin/index.ts'
import { email } from './email/index.ts'
import { http } from './http/index.ts'
import { instagram } from './instagram/index.ts'
import { line } from './line/index.ts'
import { messenger } from './messenger/index.ts'
import { slack } from './slack/index.ts'
import { sms } from './sms/index.ts'
import { telegram } from './telegram/index.ts'
import { webchat } from './webchat/index.ts'
import { wechat } from './wechat/index.ts'
import { wechaty } from './wechaty/index.ts'
import { wecom } from './wecom/index.ts'
import { weibo } from './weibo/index.ts'
import { whatsapp } from './whatsapp/index.ts'

/** Every kind of channel there is, in the order they are offered. */
const all = [webchat, email, wechat, wecom, wechaty, weibo, douyin, sms, whatsapp, messenger, instagram, line, telegram, slack, http]

// Blind to its settings' type: whoever calls an adapter hands over settings that its own schema made.
export const adapters = new Map(all.map((adapter) => [adapter.kind, adapter as unknown as Adapter]))

/** What all adapters say, in Chinese. */
export const adapterWords: WordTable = Object.assign({}, ...all.map(({ words }) => words ?? {}))
addWords(adapterWords)

/** The adapter of a kind; refuses with `invalid` a kind this server does not have. */
export function adapterFor(kind: ChannelKind): Adapter {
  return adapters.get(kind) ?? fail('invalid', `This server has no channel kind “${kind}”. See GET /channel-kinds.`, { field: 'kind' })
}
