import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto'
import { appSecret } from './app-secret.ts'

/** SHA-256, lower-case hex. */
export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex')
}

/** HMAC-SHA-256, lower-case hex. */
export function hmac(secret: string | Buffer, data: string | Buffer): string {
  return createHmac('sha256', secret).update(data).digest('hex')
}

/** Whether two secrets are the same text, in time that tells nothing about either; anything but two non-empty strings is not. */
export function sameSecret(a: unknown, b: unknown): boolean {
  if (typeof a !== 'string' || typeof b !== 'string' || a === '' || b === '') return false
  // Digests have one length, so neither the comparison nor an early return shows how long the true secret is.
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest())
}

/** A new token: 32 random bytes, 43 url-safe characters. */
export function token(): string {
  return randomBytes(32).toString('base64url')
}

// Every request with a visitor's token asks for one: each is derived once.
const keys = new Map<string, Buffer>()

/** A key of 32 bytes for one purpose, from APP_SECRET (HKDF, RFC 5869): a leak of one purpose's key opens no other. */
export function keyFor(purpose: string): Buffer {
  const known = keys.get(purpose)
  if (known) return known
  const key = Buffer.from(hkdfSync('sha256', appSecret(), '', `parley:${purpose}`, 32))
  keys.set(purpose, key)
  return key
}

const version = 'v1.'

/** Encrypts: AES-256-GCM under a key from APP_SECRET, the database's unless a `purpose` is named. Gives `v1.` and base64url of nonce, tag and ciphertext. */
export function seal(text: string, purpose = 'seal'): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFor(purpose), nonce)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return version + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** Decrypts what `seal` made. Throws when it was altered, or sealed for another purpose or under another APP_SECRET. */
export function unseal(sealed: string, purpose = 'seal'): string {
  if (!sealed.startsWith(version)) throw new Error('this is not a sealed value of a version we know')
  const bytes = Buffer.from(sealed.slice(version.length), 'base64url')
  if (bytes.length < 28) throw new Error('this sealed value is cut short')
  const decipher = createDecipheriv('aes-256-gcm', keyFor(purpose), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8')
}
