import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'An Account SID is AC and 32 letters a–f and digits: copy it from the Twilio console.':
    'Account SID 由 AC 加 32 位 a–f 字母和数字组成，请从 Twilio 控制台复制。',
  'Write a number like +15005550006, or the SID of a messaging service (MG…).': '请填写形如 +15005550006 的号码，或消息服务的 SID（MG…）。',
  'This is no webhook of Twilio’s messaging: it has no MessageSid.': '这不是 Twilio 短信的回调：缺少 MessageSid。',
  'The message names no address for this file.': '消息中没有这个文件的地址。',
  'Twilio fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.':
    '文件由 Twilio 来下载，而本服务器没有公网 https 地址。请设置 PUBLIC_URL，或只发送文字。',
  Account: '账户',
  Sender: '发送方',
  'Incoming messages': '接收短信',
  'Twilio refused the Account SID or auth token.': 'Twilio 拒绝了 Account SID 或 Auth Token。',
  'Copy both again from the Twilio console.': '请从 Twilio 控制台重新复制这两项。',
  'Twilio answered {}: {}': 'Twilio 返回 {}：{}',
  'Look at the account in the Twilio console.': '请在 Twilio 控制台查看该账户。',
  'The Twilio account is {}.': 'Twilio 账户状态为 {}。',
  'Sign in at Twilio to see why, and have it opened again.': '请登录 Twilio 查看原因并恢复账户。',
  'Signed in as “{}”.': '已登录为“{}”。',
  'This is a trial account: it only texts numbers verified at Twilio.': '这是试用账户，只能发给在 Twilio 验证过的号码。',
  'Upgrade it before customers use it.': '正式使用前请升级账户。',
  '{} cannot send text messages.': '{} 不能发送短信。',
  'Choose a number with the SMS capability.': '请选择支持短信的号码。',
  'The account has no such number or messaging service.': '账户里没有这个号码或消息服务。',
  'Copy it from the Twilio console of this same account.': '请从同一账户的 Twilio 控制台复制。',
  '{} sends text messages.': '{} 可以发送短信。',
  'Twilio hands incoming messages to Parley.': 'Twilio 会把收到的短信交给 Parley。',
  'Twilio hands incoming messages to {}.': 'Twilio 现在把收到的短信交给 {}。',
  'Twilio hands incoming messages to nobody.': 'Twilio 没有把收到的短信交给任何地址。',
  'At the number, under “A message comes in”, set the callback address with HTTP POST.':
    '请在号码的“A message comes in”处填写回调地址，方式选 HTTP POST。',
  'Twilio refused the Account SID or auth token. Check the channel’s settings.':
    'Twilio 拒绝了 Account SID 或 Auth Token，请检查渠道设置。',
  'The Twilio account is suspended or closed. Sign in at Twilio to see why.': 'Twilio 账户已被暂停或关闭，请登录 Twilio 查看原因。',
  'This is no number that can take a text message. Check it, digit by digit, with its country code.':
    '这个号码无法接收短信，请逐位核对，并带上国家码。',
  'The channel’s sender cannot send text messages from this account. Check the settings.': '渠道的发送方无法从该账户发短信，请检查设置。',
  'The Twilio account may not text this country. Allow it under Messaging, Geo permissions.':
    'Twilio 账户未开通发往该国家的短信，请在 Messaging 的 Geo permissions 中开启。',
  'A trial account only texts numbers verified at Twilio. Verify this one, or upgrade the account.':
    '试用账户只能发给在 Twilio 验证过的号码，请验证该号码或升级账户。',
  'This person opted out by texting STOP. Write again once they text START.': '对方已回复 STOP 退订，回复 START 后才能再次发送。',
  'Twilio’s queue for this sender is full; Parley tries again.': 'Twilio 上该发送方的队列已满，Parley 会自动重试。',
  'Twilio has no way from this sender to this number. Use a sender of the customer’s country.':
    'Twilio 无法从该发送方发到这个号码，请使用客户所在国家的发送方。',
  'This number is a landline, or its carrier takes no text messages. Call, or write another way.':
    '这是固定电话，或其运营商不接收短信。请改为致电或换一种方式联系。',
  'The text is longer than the 1600 characters Twilio takes. Shorten it.': '文字超过 Twilio 的 1600 字符上限，请缩短。',
  'Twilio could not fetch the file from us. PUBLIC_URL must be a public https address.':
    'Twilio 无法下载文件，PUBLIC_URL 必须是公网 https 地址。',
  'The phone is switched off, out of reach, or takes no messages. Try later or another way.':
    '对方手机关机、不在服务区或不接收短信，请稍后再试或换一种方式。',
  'The phone or its owner blocks messages from this sender.': '对方手机拦截了该发送方的短信。',
  'This number does not exist (any more). Check it, or write another way.': '号码不存在或已停用，请核对或换一种方式。',
  'The carrier took the message for spam and filtered it. Reword it: fewer links, no capitals.':
    '运营商将短信判为垃圾信息并拦截。请改写：减少链接，不要全大写。',
  'The carrier did not say why the message did not arrive. Send it again, or write another way.':
    '短信未送达，运营商没有说明原因。请重新发送或换一种方式。',
  'The carrier blocks this sender until it is registered (A2P 10DLC or toll-free) at Twilio.':
    '该发送方在 Twilio 完成登记（A2P 10DLC 或免费号码验证）之前会被运营商拦截。',
  'The message was cancelled at Twilio before it was sent.': '短信在发送前已在 Twilio 被取消。',
  'The message did not arrive: Twilio reports error {}.': '短信未送达：Twilio 返回错误 {}。',
  'on its way: {}': '发送途中：{}',
}
