import { buffer } from 'node:stream/consumers'
import type { Account, Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { ask, NoAnswer, notHandedOver, unanswered } from '../provider/ask.ts'
import { call, failure } from './client.ts'
import type { SlackConfig } from './config.ts'
import { escaped } from '../provider/slack-markup.ts'

type Place = { channel: string; thread_ts?: string }

/** Posts one part where its thread is. Slack's id of it is the channel and its time. */
export async function sendSlack(account: Account<SlackConfig>, { thread, text, files: [file] }: Outbound): Promise<SendResult> {
  const [channel = '', thread_ts] = thread.key.split(':')
  const place = { channel, ...(thread_ts ? { thread_ts } : {}) }
  try {
    return file ? await upload(account, place, file) : await post(account, place, text)
  } catch (error) {
    return unanswered(error)
  }
}

async function post(account: Account<SlackConfig>, place: Place, text: string): Promise<SendResult> {
  // Without markup: an asterisk somebody typed stays one.
  const told = await call(account, 'chat.postMessage', { ...place, text: escaped(text), mrkdwn: 'false' })
  return told.ok ? { outcome: 'sent', externalIds: [`${String(told.data['channel'])}:${String(told.data['ts'])}`] } : failure(told)
}

/** Until a file is shared nobody has seen it. https://docs.slack.dev/messaging/working-with-files#uploading_files */
async function upload(account: Account<SlackConfig>, { channel, ...thread }: Place, file: OutboundFile): Promise<SendResult> {
  const body = await buffer(await file.open())
  const about = { filename: file.name, length: String(body.length) }
  const asked = await notHandedOver(call(account, 'files.getUploadURLExternal', about))
  if (!asked.ok) return failure(asked)
  const headers = { 'content-type': 'application/octet-stream' }
  const put = await notHandedOver(ask(account, String(asked.data['upload_url']), { method: 'POST', headers, body, timeoutMs: 60_000 }))
  if (put.status !== 200) throw new NoAnswer(`Slack did not take the file (${put.status}).`, false)
  const files = JSON.stringify([{ id: asked.data['file_id'], title: file.name }])
  const shared = await call(account, 'files.completeUploadExternal', { files, channel_id: channel, ...thread })
  return shared.ok ? { outcome: 'sent' } : failure(shared)
}
