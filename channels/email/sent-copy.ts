import { buffer } from 'node:stream/consumers'
import { log } from '../../server/log.ts'
import type { Account } from '../adapter.ts'
import type { Letter } from './compose.ts'
import type { EmailConfig } from './config.ts'
import { imapClient, imapProblem } from './imap.ts'

/**
 * Puts a copy of a mail that went out into the mailbox's folder for sent mail, as read, where the settings name one. The mail is out whatever
 * becomes of its copy: answers what a person should know of a failure, else null.
 */
export async function keepSentCopy({ channelId, config }: Account<EmailConfig>, letter: Letter): Promise<string | null> {
  const { host, sentFolder } = config.imap
  if (host === '' || sentFolder === '') return null
  try {
    const client = await imapClient(config)
    client.on('error', () => undefined)
    try {
      await client.connect()
      await client.append(sentFolder, await buffer(await letter.open()), ['\\Seen'])
      return null
    } finally {
      client.close()
    }
  } catch (error) {
    const { message } = imapProblem(error, config)
    log.warn({ channel: channelId, error: message }, 'a copy of a sent mail could not be kept')
    return `Mail goes out, but its copy could not be put into “${sentFolder}”: ${message}`
  }
}
