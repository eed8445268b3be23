import { explainIssue } from '../../server/issues.ts'
import { ParseError, type Handle, type InboundItem } from '../adapter.ts'
import { readExactJson } from '../provider/exact-json.ts'
import { epoch, oneLine, plainMessage } from '../provider/reading.ts'
import { payload, type Payload } from './payload.ts'

/** One raw body to the item it holds; `at` missing (a body written by hand) counts as the epoch, so that the result never depends on now. */
export async function parseWebchat(body: Buffer): Promise<InboundItem[]> {
  const read = payload.safeParse(readExactJson(body), { error: explainIssue })
  if (!read.success)
    throw new ParseError(`This is not a web chat payload. At “${read.error.issues[0]?.path.join('.')}”: ${read.error.issues[0]?.message}`)
  return [toItem(read.data)]
}

function toItem(event: Payload): InboundItem {
  const at = event.at ?? epoch
  const thread = { key: threadKey(event.visitor) }
  if (event.type === 'receipt') return { type: 'receipt', for: { messageId: event.upTo }, status: event.status, upTo: true, thread, at }
  const files = event.attachmentIds.map((attachmentId) => ({ attachmentId, uploader: uploaderOf(event.channelId, event.visitor.id) }))
  return plainMessage({
    ...{ externalId: event.id, thread: { ...thread, refs: [] }, from: toHandle(event), text: event.text },
    ...{ files, sentAt: at },
  })
}

/** One thread per customer a shop signed for, wherever she sits; one per browser for everybody else. */
export function threadKey(visitor: { id: string; account?: string | undefined }): string {
  return visitor.account === undefined ? `visitor:${visitor.id}` : `account:${visitor.account}`
}

/** Who uploaded a file, as its row says it. */
export function uploaderOf(channelId: string | undefined, visitorId: string): string {
  return `visitor:${channelId ?? ''}:${visitorId}`
}

/** Only what a token or a signature proves names a customer; a claimed address is part of the shown name and of nothing else. */
export function toHandle(event: Pick<Payload, 'channelId' | 'visitor'>): Handle {
  const { id, account } = event.visitor
  const scope = event.channelId === undefined ? '' : `${event.channelId}/`
  const name = shownName(event.visitor)
  return {
    ...(account === undefined
      ? { kind: 'visitor', value: scope + id, verified: null }
      : { kind: 'account', value: scope + account, verified: true }),
    ...(name ? { name } : {}),
  }
}

// A signed customer is known by the shop's id; a claimed address beside the name would look as proved as that.
function shownName({ name, email, account }: Payload['visitor']): string {
  const [shown, address] = [oneLine(name), oneLine(email)]
  return shown && address && account === undefined ? `${shown} (${address})` : shown || address
}
