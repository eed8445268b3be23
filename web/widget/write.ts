import { connect } from './connect.ts'
import { newId } from './id.ts'
import type { Answer, Line } from './line.ts'
import { refresh, say } from './show.ts'
import type { Chat } from './state.ts'
import { maxBytes, maxFiles, startUpload, type Upload } from './upload.ts'

/** Takes what the visitor wrote and attached into the outbox; false where there is nothing, or a file is still on its way. */
export function write(chat: Chat, text: string): boolean {
  const ready = chat.uploads.filter((upload) => upload.error === null)
  const isWaiting = () => chat.uploads.some(({ done, error }) => done === null && error === null)
  if (isWaiting()) return say(chat, chat.words.uploading, () => !isWaiting())
  const attachments = ready.flatMap((upload) => upload.done ?? [])
  if (text.trim() === '' && attachments.length === 0) return false
  chat.keep.write('started', true)
  chat.uploads = []
  chat.notice = null
  chat.outbox.add({ id: newId(), text: text.trim(), attachments, at: new Date().toISOString() })
  return true
}

/** Sends one message of the outbox; why it was refused is said above the composer. */
export async function send(chat: Chat, message: Parameters<Line['send']>[0]): Promise<Answer<unknown>> {
  connect(chat)
  const answer = await chat.line!.send(message)
  const isGone = () => !chat.outbox.list().some(({ id }) => id === message.id)
  if (!answer.ok && answer.message && answer.code !== 'offline') say(chat, answer.message, isGone)
  else if (answer.ok) chat.notice = null
  return answer
}

export function attach(chat: Chat, files: File[]): void {
  const { words: w, settings } = chat
  const target = { base: settings.base, locale: chat.language, token: () => chat.session.token }
  chat.notice = null
  for (const file of files) {
    if (chat.uploads.length >= maxFiles) return void say(chat, w.tooMany, () => chat.uploads.length < maxFiles)
    if (file.size > maxBytes) say(chat, w.tooLarge)
    else chat.uploads.push(startUpload(target, file, w.uploadFailed, () => refresh(chat)))
  }
  refresh(chat)
}

export function detach(chat: Chat, upload: Upload): void {
  upload.cancel()
  chat.uploads = chat.uploads.filter((other) => other !== upload)
  chat.notice = null
  refresh(chat)
}
