import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  'Write an address like https://shop.example.com/parley.': '请填写形如 https://shop.example.com/parley 的地址。',
  'Send an event, a list of events, or {"events": […]}.': '请发送一个事件、一个事件列表，或 {"events": […]}。',
  'There is no event in this body.': '请求里没有事件。',
  'The program gave no reason.': '对方程序没有给出原因。',
  Program: '程序',
  Secret: '密钥',
  Signature: '签名',
  'Your program took a signed ping.': '您的程序接受了签名的 ping。',
  'Your program refused our signature ({}).': '您的程序拒绝了我们的签名（{}）。',
  'Use the same secret on both sides.': '请在两边使用同一个密钥。',
  'Your program answered {} to a ping.': '您的程序对 ping 返回了 {}。',
  'Let it answer 200 to {"type":"ping"}.': '请让它对 {"type":"ping"} 返回 200。',
  'Your program also takes what is signed with another secret.': '您的程序也接受用其他密钥签名的请求。',
  'Let it check X-Parley-Signature and refuse what does not fit with 401.': '请让它检查 X-Parley-Signature，不符时返回 401。',
}
