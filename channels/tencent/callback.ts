import { createHash } from 'node:crypto'
import { sameSecret } from '../../server/crypto.ts'
import type { RawReply, RawRequest } from '../adapter.ts'
import { decrypt, encrypt, signatureOf } from './callback-crypto.ts'

/** What a WeChat or WeCom callback is set up with; `receiver` is our id as the sender writes it into each message. */
export type CallbackSettings = { token: string; aesKey: string; receiver: string }

const freshSeconds = 300

/**
 * Answers the question whether this address is ours (`echostr`), asked encrypted or in the clear; null: this is no such question. The
 * Official Account platform asks in the clear even in secure mode, so that it does not tell the mode.
 */
export function answerEcho({ method, query }: RawRequest, settings: CallbackSettings): RawReply | 'refused' | null {
  const { echostr, msg_signature: signature } = query
  if (method !== 'GET' || echostr === undefined) return null
  if (signature === undefined) return isSignedPlainly(query, settings.token) ? reply(echostr) : 'refused'
  const opened = open(query, echostr, settings)
  return opened ? reply(opened.toString('utf8')) : 'refused'
}

/** The message in a callback that is signed, fresh and for us; null for any other. One in the clear is refused and noted. */
export function openCallback({ method, query, body }: RawRequest, channelId: string, settings: CallbackSettings, now: Date): Buffer | null {
  if (method !== 'POST' || !isFresh(query['timestamp'], now)) return null
  if (query['msg_signature'] === undefined && isSignedPlainly(query, settings.token)) notePlain(channelId, now)
  const envelope = body.toString('utf8')
  if (/<!(DOCTYPE|ENTITY)/i.test(envelope)) return null
  const encrypted = /<Encrypt>\s*(?:<!\[CDATA\[)?([A-Za-z0-9+/=]+)(?:\]\]>)?\s*<\/Encrypt>/.exec(envelope)?.[1]
  const opened = encrypted === undefined ? null : open(query, encrypted, settings)
  if (opened) plain.delete(channelId)
  return opened
}

/** When a message in the clear was last refused on a channel by this process, for the connection check to tell; null: never, or one was taken since. */
export const plainRefusedAt = (channelId: string): Date | null => plain.get(channelId) ?? null

const plain = new Map<string, Date>()
const mostNoted = 1_000

function notePlain(channelId: string, now: Date): void {
  if (plain.size >= mostNoted) plain.clear()
  plain.set(channelId, now)
}

/** The signature of a message in the clear proves who sent it, yet covers nothing of what was sent. */
function isSignedPlainly(query: RawRequest['query'], token: string): boolean {
  return sameSecret(query['signature'], signatureOf(token, query['timestamp'] ?? '', query['nonce'] ?? ''))
}

/** A callback as its sender makes it, for stand-ins and tests; the same `id` gives the same bytes. */
export function sealCallback(message: string, settings: CallbackSettings, { id, now }: { id: string; now: Date }): Omit<RawRequest, 'url'> {
  const digest = createHash('sha256').update(id).digest()
  const [timestamp, nonce] = [String(Math.floor(now.getTime() / 1000)), String(digest.readUInt32BE(0))]
  const encrypted = encrypt(settings.aesKey, message, settings.receiver, digest.subarray(16))
  return {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    query: {
      ...{ timestamp, nonce, encrypt_type: 'aes', signature: signatureOf(settings.token, timestamp, nonce) },
      msg_signature: signatureOf(settings.token, timestamp, nonce, encrypted),
    },
    body: Buffer.from(`<xml><ToUserName><![CDATA[${settings.receiver}]]></ToUserName><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`),
  }
}

function open(query: RawRequest['query'], encrypted: string, { token, aesKey, receiver }: CallbackSettings): Buffer | null {
  const right = signatureOf(token, query['timestamp'] ?? '', query['nonce'] ?? '', encrypted)
  if (!sameSecret(query['msg_signature'], right)) return null
  const opened = decrypt(aesKey, encrypted)
  return opened && sameSecret(opened.receiver, receiver) ? opened.message : null
}

function isFresh(timestamp: string | undefined, now: Date): boolean {
  return /^\d{1,12}$/.test(timestamp ?? '') && Math.abs(now.getTime() / 1000 - Number(timestamp)) <= freshSeconds
}

const reply = (body: string): RawReply => ({ type: 'text/plain', body })
