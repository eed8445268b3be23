import * as z from 'zod'
import type { Template } from '../../contract/channels.ts'
import type { Account, Outbound, SendResult } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { notHandedOver } from '../provider/ask.ts'
import { call, toResult } from '../tencent/platform.ts'
import { platformOf } from './client.ts'
import type { WechatConfig } from './config.ts'
import { refusals } from './refusals.ts'

const text = z.string().catch('')
const listed = z.looseObject({ template_list: z.array(z.looseObject({ template_id: text, title: text, content: text })).catch([]) })
const places = /\{\{\s*(\w+)\.DATA\s*\}\}/g

/** The account's template messages. WeChat tells the places in them apart, `{{thing1.DATA}}`, which is no name for people; here they are numbered in the order they stand. */
export async function templates(account: Account<WechatConfig>): Promise<Template[]> {
  return (await listOf(account)).templates.map(({ template_id: name, title, content }) => {
    const names = namesIn(content)
    const numbered = content.replace(places, (_place, at: string) => `{{${names.indexOf(at) + 1}}}`)
    return { name, language: 'zh_CN', text: `${title}\n${numbered}`.trim(), places: names.map(() => ({ name: null, example: null })) }
  })
}

/** Sends a template message, which needs no reply window; how it fared comes back as an event under the id given here. */
export async function sendTemplate(
  account: Account<WechatConfig>,
  touser: string,
  { name, variables }: NonNullable<Outbound['template']>,
): Promise<SendResult> {
  const list = await notHandedOver(listOf(account))
  if (list.said.code) return toResult(list.said, refusals)
  const known = list.templates.find(({ template_id }) => template_id === name)
  if (!known)
    return { outcome: 'failed', retry: 'no', code: 'no_template', reason: 'The account has no such template (any more). Choose another.' }
  const data = Object.fromEntries(namesIn(known.content).map((place, n) => [place, { value: variables[n] ?? '' }]))
  const said = await call(platformOf(account), 'message/template/send', { method: 'POST', body: { touser, template_id: name, data } })
  return said.code === 0 ? { outcome: 'sent', externalIds: idsIn(said.answer.body) } : toResult(said, refusals)
}

async function listOf(account: Account<WechatConfig>) {
  const said = await call(platformOf(account), 'template/get_all_private_template')
  return { said, answer: said.answer, templates: listed.parse(said.answer.json ?? {}).template_list }
}

const namesIn = (content: string) => [...new Set([...content.matchAll(places)].map(([, name]) => name ?? ''))]

/** The id is a number of 64 bits. */
function idsIn(body: Buffer): string[] {
  const { msgid } = z.looseObject({ msgid: z.coerce.string().optional() }).parse(readExactJson(body))
  return msgid ? [msgid] : []
}
