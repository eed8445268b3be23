import type { WordTable } from '../../contract/words.ts'

/** What this adapter says to people, in Chinese. */
export const words: WordTable = {
  Gateway: '网关',
  Risk: '风险',
  'Signed in as {}.': '已登录：{}。',
  'Nobody is signed in at the gateway.': '网关尚未登录账号。',
  'Scan the code it prints with the account’s phone.': '请用该账号的手机扫描网关打印的二维码。',
  'This gateway is not Parley’s, or an older one. Run the one in channels/wechaty/gateway.':
    '此网关不是 Parley 的网关，或版本过旧。请运行 channels/wechaty/gateway 中的网关。',
  'The gateway answers.': '网关有应答。',
  'WeChat may block an account that is used by a program.': '由程序使用的微信账号可能被封禁。',
  'Use an account you can do without, and write no more than a person would.': '请使用可以舍弃的账号，发送频率不要超过真人。',
  'The gateway refused the token.': '网关拒绝了令牌。',
  'Use the token the gateway was started with.': '请使用启动网关时的令牌。',
  'The gateway cannot be reached.': '无法连接网关。',
  'The gateway has trouble: {}': '网关出了故障：{}',
  'The file is larger than Parley takes in.': '文件超过 Parley 的接收上限。',
  'This is no message of the gateway: its “{}” is missing.': '这不是网关的消息：缺少“{}”。',
}
