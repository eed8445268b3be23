import { readFile } from 'node:fs/promises'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import type { CustomerLine, Story } from './story.ts'

/** The address the demo's customers write to. */
export const supportAddress = 'support@parley.local'

type Place = {
  channelId: string
  workspaceId: string
  id: string
  /** The line's number within its story, from 0. */ index: number
  at: Date
}

/** What a customer's line looks like when it comes in by its channel: the bytes a webhook or the mail receiver would store. */
export function rawBody(story: Story, line: CustomerLine, place: Place): Promise<Buffer> {
  const { channel } = story
  return channel.kind === 'email' ? rawMail(story.key, channel, line, place) : Promise.resolve(rawChat(story.key, channel, line, place))
}

/** Names a visitor's thread as web chat does. */
export function chatThread({ key, channel }: Story): string | null {
  if (channel.kind !== 'webchat') return null
  return channel.account === undefined ? `visitor:${key}` : `account:${channel.account}`
}

type Chat = Extract<Story['channel'], { kind: 'webchat' }>

function rawChat(visitorId: string, { name, account }: Chat, { text }: CustomerLine, { id, channelId, at }: Place): Buffer {
  const visitor = { id: visitorId, account, name }
  return Buffer.from(JSON.stringify({ type: 'message', id, text, channelId, visitor, at: at.toISOString() }))
}

type Mail = Extract<Story['channel'], { kind: 'email' }>

async function rawMail(key: string, mail: Mail, line: CustomerLine, { index, at }: Place): Promise<Buffer> {
  const composed = await new MailComposer({
    from: { name: mail.name, address: mail.address },
    to: supportAddress,
    subject: index === 0 ? mail.subject : `Re: ${mail.subject}`,
    messageId: messageId(key, index),
    ...(index > 0 ? { inReplyTo: messageId(key, 0), references: messageId(key, 0) } : {}),
    ...(mail.auto ? { headers: { 'Auto-Submitted': 'auto-replied' } } : {}),
    date: at,
    text: line.text,
    ...(line.html ? { html: line.html } : {}),
    ...(line.picture ? { attachments: [{ filename: line.picture, content: await picture(line.picture) }] } : {}),
  })
    .compile()
    .build()
  return Buffer.concat([received(at), composed])
}

function messageId(key: string, index: number): string {
  return `<${key}.${index}@mail.example.com>`
}

function picture(name: string): Promise<Buffer> {
  return readFile(new URL(name, import.meta.url))
}

/** The lines the mail receiver puts before a mail; example domains have no DKIM, so it could not tell whether the sender is true. */
function received(at: Date): Buffer {
  const lines = [
    'Authentication-Results: parley.local; dmarc=none',
    `Delivered-To: ${supportAddress}`,
    `Received: by parley.local; ${at.toUTCString()}`,
  ]
  return Buffer.from(`${lines.join('\r\n')}\r\n`)
}
