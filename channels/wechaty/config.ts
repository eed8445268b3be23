import * as z from 'zod'
import { apiAddress, says, secret } from '../provider/fields.ts'

export const wechatyConfig = z.object({
  token: secret(says('Gateway token', '网关令牌', 'As the gateway was started with.', '与启动网关时所用的一致。')),
  /** `http` is gRPC in the clear, `https` over TLS. */
  apiUrl: apiAddress('http://127.0.0.1:8788').meta({ ...says('Gateway address', '网关地址'), advanced: false }),
})
export type WechatyConfig = z.infer<typeof wechatyConfig>
