import { aesKeyPattern } from './callback-crypto.ts'
import { line, says } from '../provider/fields.ts'

/** The settings of WeChat's and WeCom's encrypted callbacks. */
export const callbackSettings = {
  token: line.regex(/^[A-Za-z0-9]{3,32}$/, 'Use 3 to 32 letters and digits.').meta({
    ...says(
      'Token',
      '令牌（Token）',
      'Make one up: 3 to 32 letters and digits, the same in both places.',
      '自定 3 到 32 位字母和数字，两边一致。',
    ),
    secret: true,
  }),
  aesKey: line.regex(aesKeyPattern, 'An EncodingAESKey has 43 letters and digits.').meta({
    ...says(
      'EncodingAESKey',
      '消息加解密密钥（EncodingAESKey）',
      '43 characters; the platform makes one for you.',
      '43 位字符，可在平台上随机生成。',
    ),
    secret: true,
  }),
}
