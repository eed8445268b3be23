import type { Account, Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { graph, graphOutcome, uploadFile } from '../meta/graph.ts'
import type { Answer } from '../provider/ask.ts'
import type { WhatsappConfig } from './config.ts'

export type WhatsappAccount = Account<WhatsappConfig>

/** Sends a text, a file or a template. */
export async function send(account: WhatsappAccount, part: Outbound): Promise<SendResult> {
  const content = await contentOf(account, part)
  if ('outcome' in content) return content
  return graphOutcome(postMessage(account, { ...recipient(part), ...content }))
}

export function postMessage(account: WhatsappAccount, body: object): Promise<Answer> {
  return graph(account, `${account.config.phoneNumberId}/messages`, { method: 'POST', body: { messaging_product: 'whatsapp', ...body } })
}

/** The group it is about, never one of its people; else by number, or by the id WhatsApp gives somebody who hides theirs. */
function recipient({ thread, to: { kind, value } }: Outbound): object {
  if (thread.key.startsWith('group/')) return { recipient_type: 'group', to: thread.key.slice('group/'.length) }
  const person = kind === 'phone' ? { to: value.replace(/\D/g, '') } : { recipient: value.replace(/^whatsapp\//, '') }
  return { recipient_type: 'individual', ...person }
}

async function contentOf(account: WhatsappAccount, { text, files: [file], template }: Outbound): Promise<object | SendResult> {
  if (template) return ofTemplate(template)
  if (!file) return { type: 'text', text: { body: text, preview_url: true } }
  const rest = { messaging_product: 'whatsapp', type: file.type }
  const uploaded = await uploadFile(account, `${account.config.phoneNumberId}/media`, 'file', file, rest)
  return 'id' in uploaded ? ofFile(file, uploaded.id) : uploaded
}

function ofFile({ type, name, size }: OutboundFile, id: string): object {
  if (/^image\/(jpeg|png)$/.test(type) && size <= 5 * 1024 * 1024) return { type: 'image', image: { id } }
  if (/^video\/(mp4|3gpp)$/.test(type)) return { type: 'video', video: { id } }
  if (/^audio\/(aac|amr|mpeg|mp4|ogg)$/.test(type)) return { type: 'audio', audio: { id } }
  return { type: 'document', document: { id, filename: name } }
}

function ofTemplate({ name, language, variables, names }: NonNullable<Outbound['template']>): object {
  const body = {
    type: 'body',
    parameters: variables.map((text, n) => ({ type: 'text', ...(names && { parameter_name: names[n] }), text })),
  }
  return { type: 'template', template: { name, language: { code: language }, components: variables.length > 0 ? [body] : [] } }
}
