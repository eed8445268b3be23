import * as z from 'zod'
import type { Account, Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { closes, failed, no, type Meaning } from '../provider/meanings.ts'
import { unanswered, type Answer } from '../provider/ask.ts'
import { oneLine } from '../provider/reading.ts'
import { callLine, saidIn } from './client.ts'
import { lineApi, type LineConfig } from './config.ts'

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
  const isTaken = answer.status === 200 || (answer.status === 409 && answer.headers['x-line-accepted-request-id'] !== undefined)
  if (isTaken) return { outcome: 'sent', externalIds: accepted.safeParse(answer.json).data?.sentMessages.map(({ id }) => id) ?? [] }
  const said = saidIn(answer)
  return failed(answer, String(answer.status), said, meanings.find(([words]) => words.test(`${answer.status} ${said}`))?.[1])
}

const gone = /^40[04] .*(Failed to send|property, 'to'|friend|block)/i

/** By status and LINE's words; first come, first served. https://developers.line.biz/en/reference/messaging-api/#error-responses */
const meanings: [RegExp, Meaning][] = [
  [/^401/, no('LINE refused the channel access token. Issue it again at LINE and enter it in the channel’s settings.')],
  [/^403/, no('LINE does not let this account send. Look at its plan and state in the LINE Official Account Manager.')],
  [/^429 .*monthly limit/i, no('The messages of this month’s plan are used up. Raise the limit at LINE, or wait for the next month.')],
  [gone, closes('LINE does not deliver to this person: they left the account, or LINE.')],
  [/^400 .*(originalContentUrl|previewImageUrl)/, no('LINE did not take the file’s address. PUBLIC_URL must be a public https address.')],
  [/^413/, no('The message is larger than LINE takes. Shorten it.')],
]

const notPublic = 'LINE fetches files from us, and this server has no public https address. Set PUBLIC_URL, or send text only.'
const unfetchable: SendResult = { outcome: 'failed', code: 'public_url', ...no(notPublic) }
