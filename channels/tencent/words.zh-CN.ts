import type { WordTable } from '../../contract/words.ts'

/** What both adapters of this platform say to people, in Chinese. */
export const words: WordTable = {
  'Use 3 to 32 letters and digits.': '请使用 3 到 32 位字母和数字。',
  'An EncodingAESKey has 43 letters and digits.': 'EncodingAESKey 为 43 位字母和数字。',
  'This is not XML with the root <{}>.': '这不是以 <{}> 为根的 XML。',
  'This XML declares a document type or holds a comment; neither is taken.': 'XML 中含有文档类型声明或注释，均不接受。',
  'This is not XML. Check its tags.': '这不是 XML，请检查标签。',
  'The provider refused this message ({}). It says: {}': '平台拒绝了这条消息（{}）：{}',
  'The provider has deleted this file: it keeps files for three days.': '平台只保留文件三天，此文件已被删除。',
  'The provider refused the file ({}): {}': '平台拒绝提供此文件（{}）：{}',
  'The platform is busy; Parley tries again.': '平台繁忙，Parley 会重试。',
  'The platform refused our credentials. Check the channel’s settings.': '平台拒绝了我们的凭证，请检查渠道设置。',
  'The platform does not know this server’s address. Add it to the IP allowlist (IP 白名单).':
    '平台不认识本服务器的 IP，请把它加入 IP 白名单。',
  'The platform does not take files of this type.': '平台不支持此类型的文件。',
  'This file is too large for the platform. See the channel’s documentation for its limits.': '文件超过平台允许的大小，限制见渠道文档。',
  'This text is too long for the platform. Send it in shorter parts.': '文字超过平台允许的长度，请分段发送。',
  'The account has used up its calls for now; Parley tries again.': '该账号的接口调用次数暂已用完，Parley 会重试。',
  'The platform asks us to slow down; Parley tries again.': '平台要求放慢速度，Parley 会重试。',
  Credentials: '凭证',
  'The platform does not know this ID.': '平台不认识这个 ID。',
  'Copy it from the platform once more.': '请从平台重新复制。',
  'The platform refused the secret.': '平台拒绝了密钥。',
  'Make a new one on the platform and enter it here.': '请在平台上重新生成并填写到这里。',
  'IP allowlist': 'IP 白名单',
  'The platform does not know this server’s address {}.': '平台不认识本服务器的 IP {}。',
  'Add it to the IP allowlist (IP 白名单) there.': '请在平台上把它加入 IP 白名单。',
  'The platform answered {}.': '平台返回了 {}。',
  'Check the interface address.': '请检查接口地址。',
  'The platform accepts our credentials.': '平台接受了我们的凭证。',
  'Message mode': '消息加解密方式',
  'Only messages in secure mode (安全模式) are taken.': '只接收“安全模式”的消息。',
  'A message came in the clear at {}; it was refused, for its signature does not cover what it says.':
    '有消息在 {} 以明文发来，已被拒绝：明文签名不能保护消息内容。',
  'Choose the secure mode (安全模式) beside the callback address on the platform.': '请在平台的服务器配置中选择“安全模式”。',
}
