import { sha256 } from '../../server/crypto.ts'
import type { Peer } from '../adapter.ts'
import { json, refuse, voice, wrongCredentials } from '../meta/peer.ts'
import { practicePicture } from '../provider/practice-picture.ts'

/** What the practice account is set up with: the peer takes these and no others. */
export const practice = {
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  accessToken: 'EAAG-practice-token-of-a-shop',
  appSecret: 'practice-app-secret-of-a-shop',
  verifyToken: 'practice-verify-token',
}

type Call = Parameters<Peer>[0]
type Reply = Awaited<ReturnType<Peer>>

/** The Cloud API in small: tokens, proofs, numbers, the 24 hours, rate limits, templates, media and receipts as documented. */
export function peer(tell: (value: object) => void): Peer {
  const files = new Map<string, { type: string; body: Buffer }>([
    ['90001', { type: 'image/png', body: practicePicture() }],
    ['90002', { type: 'audio/wav', body: voice() }],
  ])
  return async (call) => wrongCredentials(call, practice) ?? answer(call, files, tell)
}

type Files = Map<string, { type: string; body: Buffer }>

function answer(call: Call, files: Files, tell: (value: object) => void): Reply {
  const [first = '', second = ''] = call.path.split('/').filter(Boolean)
  const file = files.get(first === 'files' ? second : first)
  if (first === 'files' && file) return { status: 200, headers: { 'content-type': file.type }, body: file.body }
  const at = call.headers['host'] === undefined ? 'demo:' : `http://${call.headers['host']}`
  if (file) return json(200, { id: first, url: `${at}/files/${first}`, mime_type: file.type, file_size: file.body.length })
  if (first === practice.businessAccountId) return ofBusiness(second)
  if (first !== practice.phoneNumberId)
    return refuse(
      400,
      100,
      `Unsupported get request. Object with ID '${first}' does not exist, or cannot be loaded due to missing permissions`,
    )
  if (call.method === 'GET') return json(200, { display_phone_number: '+1 555-010-0200', verified_name: 'Practice Shop', id: first })
  return second === 'media' ? takeFile(call, files) : take(call, tell)
}

function ofBusiness(edge: string): Reply {
  if (edge === 'subscribed_apps') return json(200, { data: [{ whatsapp_business_api_data: { id: '1', name: 'Practice' } }] })
  if (edge === 'message_templates') return json(200, { data: templates })
  return refuse(400, 100, `Unknown path components: /${edge}`)
}

const bodyOf = (text: string, example?: object) => [{ type: 'BODY', text, ...(example && { example }) }]
const templates = [
  { name: 'order_shipped', language: 'zh_CN', status: 'APPROVED', components: bodyOf('您好 {{1}}，您的订单 {{2}} 已发货。') },
  {
    name: 'order_shipped',
    language: 'en_US',
    status: 'APPROVED',
    components: bodyOf('Hello {{1}}, your order {{2}} is on its way.', { body_text: [['Xiao', 'A-17']] }),
  },
  {
    name: 'hello_again',
    language: 'en_US',
    status: 'APPROVED',
    components: bodyOf('Thank you for asking. May we go on with your question?'),
  },
  {
    name: 'appointment',
    language: 'en_US',
    status: 'APPROVED',
    components: bodyOf('Dear {{customer_name}}, we expect you on {{visit_day}}.', {
      body_text_named_params: [
        { param_name: 'customer_name', example: 'Xiao' },
        { param_name: 'visit_day', example: 'Monday' },
      ],
    }),
  },
  { name: 'in_review', language: 'en_US', status: 'PENDING', components: bodyOf('Not yet') },
]

/** An upload; Meta refuses what is no file of a type it knows. */
function takeFile({ body }: Call, files: Files): Reply {
  const type = /name="type"\r\n\r\n([^\r\n]+)/.exec(body.toString('latin1'))?.[1] ?? ''
  if (!/^(image|audio|video|text)\/|^application\/(pdf|vnd|msword)/.test(type))
    return refuse(400, 131053, 'Media upload error', { details: `Unsupported type ${type}` })
  const id = String(parseInt(sha256(body).slice(0, 12), 16))
  files.set(id, { type, body })
  return json(200, { id })
}

type Message = {
  status?: string
  type?: string
  to?: string
  recipient?: string
  text?: { body: string }
  template?: { name: string; language: { code: string }; components?: { parameters: { parameter_name?: string }[] }[] }
}

let count = 0
const receiptAfterMs = { sent: 150, delivered: 500, read: 2_500 }

/** Numbers that end like this behave like this: so that every outcome can be tried. */
const oddNumbers: [string, () => Reply][] = [
  ['0026', () => refuse(400, 131026, 'Message undeliverable')],
  [
    '0047',
    () => refuse(400, 131047, 'Re-engagement message', { details: 'More than 24 hours have passed since the recipient last replied' }),
  ],
  ['0429', () => refuse(429, 130429, 'Rate limit hit')],
  ['0056', () => refuse(400, 131056, '(Business Account, Consumer Account) pair rate limit hit')],
]

function take({ body }: Call, tell: (value: object) => void): Reply {
  const message = JSON.parse(body.toString('utf8')) as Message
  if (message.status === 'read') return json(200, { success: true })
  const to = message.to ?? message.recipient ?? ''
  if (to === '') return refuse(400, 131008, 'Required parameter is missing', { details: 'to' })
  if ((message.text?.body.length ?? 0) > 4096) return refuse(400, 100, '(#100) Param text[body] must be at most 4096 characters long.')
  const odd = message.type === 'template' ? wrongTemplate(message) : oddNumbers.find(([end]) => to.endsWith(end))?.[1]()
  if (odd) return odd
  const id = `wamid.practice${(count += 1)}-${Date.now()}`
  for (const [status, ms] of Object.entries(receiptAfterMs)) setTimeout(() => tell(statusOf(id, to, status)), ms).unref()
  return json(200, { messaging_product: 'whatsapp', contacts: [{ input: to, wa_id: to }], messages: [{ id }] })
}

function wrongTemplate({ template }: Message): Reply | undefined {
  const known = templates.find((one) => one.name === template?.name && one.language === template.language.code && one.status === 'APPROVED')
  if (!known) return refuse(404, 132001, 'Template name does not exist in the translation')
  const wanted = [...new Set([...(known.components[0]?.text ?? '').matchAll(/\{\{(\w+)\}\}/g)].map(([, key]) => key))]
  // Those without a name fill the places in their order.
  const given = (template?.components?.[0]?.parameters ?? []).map((one, n) => one.parameter_name ?? String(n + 1))
  return wanted.toSorted().join() === given.toSorted().join()
    ? undefined
    : refuse(400, 132000, 'Number of parameters does not match the expected number of params')
}

function statusOf(id: string, to: string, status: string): object {
  return { statuses: [{ id, status, timestamp: String(Math.floor(Date.now() / 1000)), recipient_id: to }] }
}
