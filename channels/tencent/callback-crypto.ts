import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

/** What an EncodingAESKey looks like: base64 of 32 bytes without its last “=”. */
export const aesKeyPattern = /^[A-Za-z0-9+/]{43}$/

const blockBytes = 32

/** WeChat's and WeCom's signature: SHA-1, in hex, over the parts in the order of their characters, one after another. */
export function signatureOf(...parts: string[]): string {
  return createHash('sha1').update(parts.toSorted().join('')).digest('hex')
}

/**
 * Encrypts for a callback: 16 random bytes, the length (4 bytes, big endian), the message and the receiver's id, padded to 32 bytes (PKCS#7),
 * in AES-256-CBC; gives base64.
 */
export function encrypt(aesKey: string, message: string | Buffer, receiver: string, random = randomBytes(16)): string {
  const content = Buffer.from(message)
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  const plain = Buffer.concat([random, length, content, Buffer.from(receiver)])
  const pad = blockBytes - (plain.length % blockBytes)
  const { key, iv } = keyAndIv(aesKey)
  const cipher = createCipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  return Buffer.concat([cipher.update(plain), cipher.update(Buffer.alloc(pad, pad)), cipher.final()]).toString('base64')
}

/** Opens what `encrypt` made; null for anything else. Whoever calls has checked the signature, and compares the receiver. */
export function decrypt(aesKey: string, encrypted: string): { message: Buffer; receiver: string } | null {
  const bytes = Buffer.from(encrypted, 'base64')
  if (bytes.length === 0 || bytes.length % blockBytes !== 0) return null
  const { key, iv } = keyAndIv(aesKey)
  const decipher = createDecipheriv('aes-256-cbc', key, iv).setAutoPadding(false)
  const plain = withoutPadding(Buffer.concat([decipher.update(bytes), decipher.final()]))
  if (!plain || plain.length < 20) return null
  const end = 20 + plain.readUInt32BE(16)
  return end <= plain.length ? { message: plain.subarray(20, end), receiver: plain.subarray(end).toString('utf8') } : null
}

function keyAndIv(aesKey: string): { key: Buffer; iv: Buffer } {
  const key = Buffer.from(`${aesKey}=`, 'base64')
  return { key, iv: key.subarray(0, 16) }
}

function withoutPadding(padded: Buffer): Buffer | null {
  const pad = padded.at(-1) ?? 0
  const right = pad >= 1 && pad <= blockBytes && padded.subarray(-pad).every((byte) => byte === pad)
  return right ? padded.subarray(0, padded.length - pad) : null
}
