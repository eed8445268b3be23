import * as z from 'zod'
import type { Account, Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { failed, no } from '../provider/meanings.ts'
import { documented, unanswered, type Answer } from '../provider/ask.ts'
import { oneLine } from '../provider/reading.ts'
import { callLine, saidIn } from './client.ts'
import { lineApi, type LineConfig } from './config.ts'
import { meanings } from './words.ts'

/** Pushes a text, a picture, or a file as an address. The part's id is the retry key, so that LINE takes it once however often it is sent. */
export async function send(account: Account<LineConfig>, part: Outbound): Promise<SendResult> {
  const [file] = part.files
  if (file && account.config.apiUrl === lineApi && !file.link().startsWith('https:')) return unfetchable
  const body = { to: part.to.value, messages: [file ? ofFile(file) : { type: 'text', text: part.text }] }
  try {
    return outcomeOf(await callLine(account, 'message/push', { method: 'POST', headers: { 'X-Line-Retry-Key': part.partId }, body }))
  } catch (failure) {
    return unanswered(failure)
  }
}

const mostPreviewBytes = 1024 * 1024

/** LINE shows a picture by two addresses, of itself and of a preview, which may have 1 MB; we have one picture for both. */
function ofFile(file: OutboundFile): object {
  const link = file.link()
  if (/^image\/(jpeg|png)$/.test(file.type) && file.size <= mostPreviewBytes)
    return { type: 'image', originalContentUrl: link, previewImageUrl: link }
  return { type: 'text', text: `${oneLine(file.name)}\n${link}` }
}

const accepted = z.looseObject({ sentMessages: z.array(z.looseObject({ id: z.string().min(1) })) })

function outcomeOf(answer: Answer): SendResult {
  // 409 with this header: taken at an earlier try.
  const isTaken = answer.status === 409 && answer.headers['x-line-accepted-request-id'] !== undefined
  const ids = answer.status === 200 ? documented(answer, accepted) : accepted.catch({ sentMessages: [] }).parse(answer.json)
  if (isTaken || answer.status === 200) return { outcome: 'sent', externalIds: ids.sentMessages.map(({ id }) => id) }
  const said = saidIn(answer)
  return failed(answer, String(answer.status), said, meanings.find(([words]) => words.test(`${answer.status} ${said}`))?.[1])
}

const notPublic = 'LINE fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.'
const unfetchable: SendResult = { outcome: 'failed', code: 'public_url', ...no(notPublic) }
