import * as z from 'zod'
import type { Account, Handle, Outbound, OutboundFile, ProfileHints, SendResult } from '../adapter.ts'
import { graph, graphOutcome, nameOf, uploadFile, type GraphAccount } from './graph.ts'
import { NoAnswer, type Answer } from '../provider/ask.ts'
import { currentMs } from '../../server/clock.ts'

const dayMs = 24 * 3_600_000
const personIn = (value: string) => value.slice(value.indexOf('/') + 1)

/** Sends a private message. Files go up to Meta first (`upload`), or Meta fetches them at an address of ours (`link`). */
export async function sendPrivately(account: GraphAccount, part: Outbound, by: 'upload' | 'link'): Promise<SendResult> {
  const [file] = part.files
  const message = file ? await attached(account, file, by) : { text: part.text }
  if ('outcome' in message) return message
  return post(account, 'me/messages', { recipient: { id: personIn(part.to.value) }, ...kindOf(part.window), message })
}

/** After a day only a person may answer, and says so by the tag (Messenger Platform, "Human agent"). */
function kindOf({ openedAt }: Outbound['window']): object {
  const isLate = openedAt !== null && currentMs() - Date.parse(openedAt) > dayMs
  return isLate ? { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT' } : { messaging_type: 'RESPONSE' }
}

async function attached(account: GraphAccount, file: OutboundFile, by: 'upload' | 'link'): Promise<{ attachment: object } | SendResult> {
  const type = /^(image|audio|video)\//.exec(file.type)?.[1] ?? 'file'
  if (by === 'link') return { attachment: { type, payload: { url: file.link() } } }
  const message = JSON.stringify({ attachment: { type, payload: {} } })
  const uploaded = await uploadFile(account, 'me/message_attachments', 'filedata', file, { message })
  return 'id' in uploaded ? { attachment: { type, payload: { attachment_id: uploaded.id } } } : uploaded
}

/** One call that makes something. */
export async function post(account: GraphAccount, path: string, body: object): Promise<SendResult> {
  return graphOutcome(graph(account, path, { method: 'POST', body }))
}

const person = z.looseObject({ name: z.string().optional(), username: z.string().optional() })

/** The name somebody goes by at Meta; null where it does not tell. `fields` as the product has them. Throws `NoAnswer`. */
export async function profileOf(account: GraphAccount, { value }: Pick<Handle, 'value'>, fields: string): Promise<ProfileHints | null> {
  const id = personIn(value)
  if (!/^\d+$/.test(id)) return null
  const answer = await graph(account, id, { query: { fields } })
  if (answer.status >= 500 || answer.status === 429) throw new NoAnswer(`Meta answered ${answer.status}.`, true)
  const read = person.safeParse(answer.json).data
  const name = nameOf(read?.name ?? read?.username)
  return answer.status === 200 && name.name ? { ...name, handles: [] } : null
}

/** Tells that a private thread was seen; public ones know no such thing. */
export async function seen(account: Account & GraphAccount, { key: id }: { key: string }): Promise<Answer | null> {
  if (!/^\d+$/.test(id)) return null
  return graph(account, 'me/messages', { method: 'POST', body: { recipient: { id }, sender_action: 'mark_seen' } })
}
