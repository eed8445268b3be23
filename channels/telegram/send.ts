import { GrammyError, InputFile, type Api } from 'grammy'
import type { Account, Outbound, OutboundFile, SendResult } from '../adapter.ts'
import { failed } from '../provider/meanings.ts'
import { unanswered } from '../provider/ask.ts'
import { oneLine } from '../provider/reading.ts'
import { telegram } from './client.ts'
import type { TelegramConfig } from './config.ts'
import { externalIdOf } from './parse.ts'
import { meanings } from './words.ts'

/** Sends a text, or one file as the kind of message its type suggests. Telegram does not recognise a repeat. */
export async function send(account: Account<TelegramConfig>, { thread, text, files: [file] }: Outbound): Promise<SendResult> {
  try {
    const api = telegram(account)
    const sent = file ? await sendFile(api, thread.key, file) : await api.sendMessage(thread.key, text)
    return { outcome: 'sent', externalIds: [externalIdOf(sent.chat.id, sent.message_id)] }
  } catch (failure) {
    return failure instanceof GrammyError ? outcomeOf(failure) : unanswered(failure)
  }
}

async function sendFile(api: Api, chat: string, file: OutboundFile) {
  const content = () => new InputFile(() => file.open(), oneLine(file.name))
  if (/^image\/(jpeg|png|webp)$/.test(file.type) && file.size <= 10 * 1024 * 1024)
    return api.sendPhoto(chat, content()).catch((failure: unknown) => {
      // Too long and narrow for a photo, or no picture Telegram can read: it still goes as a file.
      if (failure instanceof GrammyError && /PHOTO|IMAGE/.test(failure.description)) return api.sendDocument(chat, content())
      throw failure
    })
  if (file.type === 'video/mp4') return api.sendVideo(chat, content())
  if (file.type === 'audio/ogg') return api.sendVoice(chat, content())
  return api.sendDocument(chat, content())
}

/** Telegram has no codes beyond HTTP's: what happened stands in the description. */
function outcomeOf({ error_code: status, description, parameters: { retry_after: wait } }: GrammyError): SendResult {
  const answer = { status, headers: { 'retry-after': wait?.toString() }, body: Buffer.alloc(0), json: undefined }
  return failed(answer, String(status), description, meanings.find(([said]) => said.test(`${status} ${description}`))?.[1])
}
