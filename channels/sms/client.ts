import type { Twilio } from 'twilio'
import type Told from 'twilio/lib/http/response.js'
import * as z from 'zod'
import type { Account } from '../adapter.ts'
import { ask, documented, type Answer } from '../provider/ask.ts'
import { twilioApi, type SmsConfig } from './config.ts'

/** Twilio said no: `code` is its own, else the HTTP status. */
export class Refused extends Error {
  readonly code: string
  readonly answer: Answer
  constructor(answer: Answer) {
    const { code, message } = (answer.json ?? {}) as { code?: unknown; message?: unknown }
    super(typeof message === 'string' ? message : '')
    this.answer = answer
    this.code = String(typeof code === 'number' ? code : answer.status)
  }
}

/** What Twilio's client tells its transport. */
type Call = { method: string; uri: string; headers?: Record<string, string>; params?: unknown; data?: unknown }

/** Twilio's own client, speaking through `ask`: its calls throw `Refused` or `NoAnswer`. Loaded at first use, for it is large. */
export async function clientOf(account: Account<SmsConfig>): Promise<Twilio> {
  const { default: twilio } = await import('twilio')
  class OverAsk extends twilio.RequestClient {
    override async request<Data>(call: Call): Promise<Told.default<Data>> {
      const { status, json, headers } = await exchange(account, call)
      return (this.lastResponse = { statusCode: status, body: json as Data, headers })
    }
  }
  return twilio(account.config.accountSid, account.config.authToken, { httpClient: new OverAsk() })
}

async function exchange(account: Account<SmsConfig>, { method, uri, headers, params, data }: Call): Promise<Answer> {
  const { apiUrl } = account.config
  // A stand-in answers for every host of Twilio's.
  const url = apiUrl === twilioApi ? uri : uri.replace(/^https:\/\/[^/]+/, apiUrl.replace(/\/+$/, ''))
  const answer = await ask(account, url, {
    method: method.toUpperCase() === 'POST' ? 'POST' : 'GET',
    headers: { ...headers, authorization: basic(account.config) },
    query: Object.fromEntries(pairs(params)),
    ...(data ? { body: new URLSearchParams(pairs(data)) } : {}),
  })
  if (answer.status >= 300) throw new Refused(answer)
  documented(answer, z.looseObject({}))
  return answer
}

export const basic = ({ accountSid, authToken }: SmsConfig) => `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`

/** A list goes out as the same name several times. */
function pairs(values: unknown): [string, string][] {
  const given = Object.entries(values ?? {}).filter(([, value]) => value !== undefined)
  return given.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, String(one)]))
}
