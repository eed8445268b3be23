import { hmac, keyFor, sameSecret } from '../server/crypto.ts'

/** Where a picture from elsewhere is fetched from: by us, so that its server learns nothing of the reader, and only links we made. */
export const remoteImageLink = (url: string) => `/api/v1/remote-image?url=${encodeURIComponent(url)}&sign=${signatureOf(url)}`

/** Whether a link to this picture is one we made. */
export const isOurLink = (url: string, sign: unknown) => sameSecret(sign, signatureOf(url))

const signatureOf = (url: string) => hmac(keyFor('remote-image'), url)
