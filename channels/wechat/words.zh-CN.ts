import type { WordTable } from '../../contract/words.ts'
import { words as platform } from '../tencent/words.zh-CN.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  ...platform,
  'An AppID begins with wx.': 'AppID 以 wx 开头。',
  'There is nothing to do for “{}”.': '事件“{}”无需处理。',
  'The customer blocks messages of this account. They must allow them again in WeChat.': '客户已拒收该账号的消息，需客户在微信中重新允许。',
  'WeChat could not deliver it: {}.': '微信未能送达：{}。',
  'The account has no such template (any more). Choose another.': '公众号没有这个模板，或已被删除，请另选一个。',
  'The customer does not follow the account (any more), so nothing can be sent to them.': '客户未关注或已取消关注公众号，无法发送。',
  'This customer does not belong to this Official Account: it does not know their OpenID.':
    '该客户不属于这个公众号，公众号不认识其 OpenID。',
  'The time to answer is over, or the customer no longer follows the account. They must write again first.':
    '已超过回复时限，或客户已取消关注。需等客户再次发来消息。',
  'All messages are used up that WeChat takes after the customer’s: five after a message, three after a menu click, a scan or a new follow. They must write again first.':
    '客户发消息后可回复 5 条，点击菜单、扫码或关注后可回复 3 条，目前已全部用完，需等客户再次发来消息。',
  'WeChat does not know this template (any more). Choose another.': '微信没有这个模板（或已删除），请另选一个。',
  'WeChat does not take this text: a link or a mark in it is none it knows. Change it and send again.':
    '微信不接受这段文字：其中的链接或标记不合规范，请修改后重发。',
  'The account may not send this: WeChat grants it to verified accounts (微信认证).': '公众号没有此接口权限，需先通过微信认证。',
  'WeChat has blocked this interface for the account. See its notice on the platform.':
    '微信已封禁该账号的此接口，请查看公众平台上的通知。',
  'The customer is on the account’s blocklist. Take them off it on the platform first.': '客户在公众号的黑名单中，请先在公众平台移出。',
  'WeChat has limited this account. See its notice on the platform.': '微信已限制该账号，请查看公众平台上的通知。',
  'WeChat finds this text or picture unlawful or unsafe, and does not send it.': '微信认为该内容违法违规或不安全，不予发送。',
  'WeChat lets us answer only who wrote first.': '微信只允许回复先发来消息的客户。',
  'Customer messages': '客服消息',
  'The account may send customer messages.': '公众号可以发送客服消息。',
  'WeChat does not let the account send customer messages ({}): {}': '微信不允许该公众号发送客服消息（{}）：{}',
  'Get the account verified (微信认证) and see 客服消息 under its interface permissions (接口权限).':
    '请完成微信认证，并在“接口权限”中查看“客服消息”。',
}
