import type { Intent } from './intent.ts'

/** A whole message, but for signs around it. The single letters are the replies Chinese marketing messages name. */
const exact: Partial<Record<Intent, string>> = {
  opt_out: 't td r n stop stopall unsubscribe quit optout 退订 拒收 退 取消订阅 停发 拒绝接收 不再接收 请勿打扰',
  person: '人工 转人工 真人 客服 人工客服 人工服务 找人工 接人工 human agent operator representative 0',
}

const patterns: [Intent, RegExp][] = [
  [
    'opt_out',
    /(短信|消息|信息|邮件|推送|通知|广告|群发|newsletter).{0,6}退订|退订.{0,4}(短信|消息|信息|邮件|推送|通知|广告|群发|所有)|^我?[要想]?退订[了吧。!]*$|拒收(短信|广告|消息|信息)/,
  ],
  [
    'opt_out',
    /\bunsubscribe\b(?!d)|\bopt(?: me)?[ -]?out\b|\b(stop|quit) (sending|texting|emailing|e-mailing|messaging|spamming|calling)\b|\b(remove|take) (me|my (number|email|name)) (from|off)\b/,
  ],
  ['opt_out', /(不要|别|不准|停止)再?(给我|跟我|向我|对我)?(发送?|推送|群发)(短信|广告|消息|信息|邮件|促销|优惠)/],
  [
    'person',
    /(转|找|接|要|叫|换|请|是|没有|有没有)(接|个|到|一下|位|成)?(人工(?!智能|费|草|降|湖)|真人)|人工(客服|服务|坐席|介入|处理)|不要机器人/,
  ],
  [
    'person',
    /\b(talk|speak|chat|connect|transfer|put|pass|hand)\b[^.?!]{0,24}\b(human|person|agent|representative|operator|manager|supervisor|someone|somebody|advisor|specialist)\b/,
  ],
  ['person', /\b(real|live|actual) (human|person|agent)\b|\bhuman (agent|support|help|please)\b/],
]

const byWords = new Map(
  Object.entries(exact).flatMap(([intent, words]) => words.split(' ').map((word) => [word, intent as Intent] as const)),
)

/** The intent a keyword settles, of a folded text; undefined when none does. */
export function ruledIntent(folded: string): Intent | undefined {
  const bare = folded.replace(/[^\p{L}\p{N}]+/gu, '')
  return byWords.get(bare) ?? patterns.find(([, pattern]) => pattern.test(folded))?.[0]
}

/** Whether keywords alone can settle an intent, whatever examples say. */
export const isRuled = (intent: string): boolean => Object.hasOwn(exact, intent)
