import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { MediaError, type Account, type MediaRef, type Outbound, type OutboundFile, type SendResult } from '../adapter.ts'
import { isPractice } from '../provider/peers.ts'
import { ask, fetchMedia, refused, unanswered } from '../provider/ask.ts'
import { problemOf, withGateway, type Gateway } from './client.ts'
import type { WechatyConfig } from './config.ts'

type Sent = { getId: () => string }

/** Writes to a person or a room. Not every puppet names the message it sent; what has no name no recall will find. */
export async function sendWechaty(account: Account<WechatyConfig>, { thread, text, files: [file], partId }: Outbound): Promise<SendResult> {
  const { apiUrl, token } = account.config
  try {
    if (isPractice(apiUrl)) return answered(await ask(account, `${apiUrl}/messages`, { method: 'POST', body: { token, text, id: partId } }))
    const sent = await withGateway(account, (gateway) => (file ? sendFile(gateway, thread.key, file) : sendText(gateway, thread.key, text)))
    return { outcome: 'sent', ...(sent.getId() ? { externalIds: [sent.getId()] } : {}) }
  } catch (error) {
    return unanswered(error)
  }
}

const answered = (answer: Awaited<ReturnType<typeof ask>>): SendResult =>
  answer.status === 200 ? { outcome: 'sent', externalIds: [String((answer.json as { id: string }).id)] } : refused(answer, '')

function sendText({ client, grpc, once }: Gateway, to: string, text: string): Promise<Sent> {
  const request = new grpc.puppet.MessageSendTextRequest()
  request.setConversationId(to)
  request.setText(text)
  return once<Sent>((done) => client.messageSendText(request, done))
}

/** As a FileBox of wechaty's with the bytes within: the only kind that needs neither a public address nor a second call. */
async function sendFile({ client, grpc, once }: Gateway, to: string, file: OutboundFile): Promise<Sent> {
  const request = new grpc.puppet.MessageSendFileRequest()
  request.setConversationId(to)
  request.setFileBox(
    JSON.stringify({ type: 1, name: file.name, base64: (await buffer(await file.open())).toString('base64'), metadata: {} }),
  )
  return once<Sent>((done) => client.messageSendFile(request, done))
}

type Chunk = { getFileBoxChunk: () => { hasData: () => boolean; getData_asU8: () => Uint8Array } | undefined }

/** The file of a message. Throws `MediaError` where it is larger than allowed, `NoAnswer` where the gateway does not give it now. */
export async function openMedia(account: Account<WechatyConfig>, { id = '' }: MediaRef, maxBytes: number): Promise<{ stream: Readable }> {
  const { apiUrl } = account.config
  if (isPractice(apiUrl)) return { stream: await fetchMedia(account, `${apiUrl}/files/${id}`, maxBytes) }
  return withGateway(account, async ({ client, grpc }) => {
    const request = new grpc.puppet.MessageFileStreamRequest()
    request.setId(id)
    const bytes: Uint8Array[] = []
    try {
      for await (const chunk of client.messageFileStream(request) as AsyncIterable<Chunk>) {
        const part = chunk.getFileBoxChunk()
        if (part?.hasData()) bytes.push(part.getData_asU8())
        if (bytes.reduce((sum, { length }) => sum + length, 0) > maxBytes) throw new MediaError('The file is larger than Parley takes in.')
      }
    } catch (error) {
      throw error instanceof MediaError ? error : problemOf(error as Error)
    }
    return { stream: Readable.from([Buffer.concat(bytes)]) }
  })
}
