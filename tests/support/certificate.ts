import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** A certificate for `localhost` and 127.0.0.1, signed by itself, good from yesterday until tomorrow unless said otherwise; both as PEM. */
export function selfSigned({ from = inDays(-1), until = inDays(1) }: { from?: Date; until?: Date } = {}): { key: string; cert: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(set(sequence(oid(2, 5, 4, 3), utf8('localhost'))))
  const names = sequence(tagged(0x82, Buffer.from('localhost')), tagged(0x87, Buffer.from([127, 0, 0, 1])))
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    ecdsaWithSha256,
    name,
    sequence(time(from), time(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(oid(2, 5, 29, 17), tagged(0x04, names)))),
  )
  const certificate = sequence(body, ecdsaWithSha256, tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)])))
  return { key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), cert: pem(certificate) }
}

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000)
const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der
    .toString('base64')
    .match(/.{1,64}/g)!
    .join('\n')}\n-----END CERTIFICATE-----\n`

// The few of DER's forms (X.690) a certificate (RFC 5280) is made of.
function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}
const sequence = (...parts: Buffer[]) => tagged(0x30, Buffer.concat(parts))
const set = (...parts: Buffer[]) => tagged(0x31, Buffer.concat(parts))
const integer = (bytes: Buffer) => tagged(0x02, bytes)
const utf8 = (text: string) => tagged(0x0c, Buffer.from(text))
const time = (at: Date) => tagged(0x18, Buffer.from(`${at.toISOString().replace(/[-:T]|\.\d+/g, '')}`))

function oid(...[first, second, ...others]: [number, number, ...number[]]): Buffer {
  const rest = others.flatMap((n) => base128(n))
  return tagged(0x06, Buffer.from([first * 40 + second, ...rest]))
}

function base128(n: number): number[] {
  const bytes = [n & 127]
  for (let left = n >> 7; left > 0; left >>= 7) bytes.unshift((left & 127) | 128)
  return bytes
}

const ecdsaWithSha256 = sequence(oid(1, 2, 840, 10045, 4, 3, 2))
