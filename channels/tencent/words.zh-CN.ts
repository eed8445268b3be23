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
  'The platform does not take the access token it has just granted; Parley tries again.':
    '平台不认可刚刚发放的 access_token，Parley 会重试。',
  'The secret is frozen on the platform. Unfreeze it there, or make a new one and enter it in the channel’s settings.':
    '密钥已在平台上被冻结。请先解冻，或重新生成并填写到渠道设置。',
  'The account is frozen. See its notice on the platform.': '账号已被冻结，请查看平台通知。',
  'An administrator must first approve this server’s address on the platform; Parley tries again.':
    '需要管理员先在平台上确认本服务器的 IP，Parley 会重试。',
  'An administrator refused this server’s address. Have them approve it, then send again.':
    '管理员拒绝了本服务器的 IP。请管理员同意后重新发送。',
  'Its address is {}.': '本服务器的 IP 是 {}。',
  'The secret is frozen on the platform.': '密钥已在平台上被冻结。',
  'Unfreeze it there (解冻 AppSecret), or make a new one and enter it here.': '请在平台上解冻 AppSecret，或重新生成并填写到这里。',
  'The account is frozen.': '账号已被冻结。',
  'See its notice on the platform and have it unfrozen there.': '请查看平台通知，并在平台上申请解冻。',
  'The platform is busy and granted no token.': '平台繁忙，没有发放 token。',
  'Check the connection again in a few minutes.': '请过几分钟再检查连接。',
  'The platform granted no token ({}): {}': '平台没有发放 token（{}）：{}',
  'Look the code up in the platform’s list of return codes.': '请在平台的返回码列表中查询该代码。',
  'An administrator must first approve this server’s address {}.': '需要管理员先确认本服务器的 IP {}。',
  'Have them confirm the request the platform sent to their WeChat, then check again.':
    '请管理员在微信中确认平台发出的请求，然后再次检查。',
  'An administrator refused this server’s address {}.': '管理员拒绝了本服务器的 IP {}。',
  'Check again after an hour (after two refusals, a day) and have them approve it, or add it to the IP allowlist (IP 白名单).':
    '请在一小时后（被拒绝两次则为一天后）再次检查并请管理员同意，或把它加入 IP 白名单。',
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
