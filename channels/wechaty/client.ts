import type { grpc as js, puppet } from 'wechaty-grpc'
import { assertAllowedHost } from '../../server/ssrf.ts'
import type { Account } from '../adapter.ts'
import { NoAnswer } from '../provider/ask.ts'
import type { WechatyConfig } from './config.ts'

type Done<T> = (error: Error | null, response: T) => void
export type Gateway = {
  client: puppet.PuppetClient
  grpc: typeof import('wechaty-grpc')
  /** One call of wechaty's own protocol. */
  once: <T>(run: (done: Done<T>) => unknown) => Promise<T>
  /** One call of what our gateway can besides, in JSON; see `gateway/service.mjs`. */
  ask: (method: 'Take' | 'State', request: object) => Promise<unknown>
}

/**
 * A connection to the gateway, closed when `work` is over. The gateway's token travels with each call. Loaded at first use. Rejects with
 * `NoAnswer`: `handedOver` unless the gateway was not reached or refused the token.
 */
export async function withGateway<T>(account: Account<WechatyConfig>, work: (gateway: Gateway) => Promise<T>): Promise<T> {
  const { protocol, hostname, port } = new URL(account.config.apiUrl)
  const grpc = await import('wechaty-grpc')
  const { address } = await assertAllowedHost(hostname)
  const where = `${address.includes(':') ? `[${address}]` : address}:${port || (protocol === 'https:' ? '443' : '80')}`
  const client = new grpc.puppet.PuppetClient(where, credentials(grpc, protocol), {
    ...{ 'grpc.ssl_target_name_override': hostname, 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 },
    interceptors: [bearing(grpc, account.config.token)],
  })
  const once: Gateway['once'] = (run) =>
    new Promise((resolve, reject) => run((error, response) => (error ? reject(problemOf(error)) : resolve(response))))
  const ask: Gateway['ask'] = (method, request) =>
    once((done) => client.makeUnaryRequest(`/parley.Gateway/${method}`, toJson, fromJson, request, done as Done<unknown>))
  try {
    return await work({ client, grpc, once, ask })
  } finally {
    client.close()
  }
}

const toJson = (value: object) => Buffer.from(JSON.stringify(value))
const fromJson = (bytes: Buffer) => JSON.parse(bytes.toString('utf8')) as unknown

function credentials({ grpc }: Gateway['grpc'], protocol: string) {
  return protocol === 'https:' ? grpc.credentials.createSsl() : grpc.credentials.createInsecure()
}

/** Longer than the gateway waits for a message to come. */
const limitMs = 60_000

function bearing({ grpc }: Gateway['grpc'], token: string): js.Interceptor {
  return (options, nextCall) =>
    new grpc.InterceptingCall(nextCall({ ...options, deadline: Date.now() + limitMs }), {
      start: (metadata, listener, next) => {
        metadata.set('authorization', `Wechaty ${token}`)
        next(metadata, listener)
      },
    })
}

/** gRPC's codes: 12 no such call, 14 nobody there, 16 a wrong token. */
export function problemOf(error: Error & { code?: number }): NoAnswer {
  if (error.code === 12) return new NoAnswer(anotherGateway, false, { cause: error })
  if (error.code === 14) return new NoAnswer('The gateway cannot be reached.', false, { cause: error })
  if (error.code === 16) return new NoAnswer('The gateway refused the token.', false, { cause: error })
  return new NoAnswer(`The gateway has trouble: ${error.message.slice(0, 200)}`, true, { cause: error })
}

const anotherGateway = 'This gateway is not Parley’s, or an older one. Run the one in channels/wechaty/gateway.'
