import { fileTypeFromBuffer } from 'file-type'

/** SILK, as WeChat records voices (with a byte before its mark) and Skype did. */
export const isSilk = (head: Buffer): boolean => /^\x02?#!SILK_V3/.test(head.toString('latin1', 0, 10))

/** How much of a file's beginning its type is read from. */
export const sniffBytes = 16_384

/** The media type of a file by its beginning, whatever its name or sender says; text without a signature is `text/…`. */
export async function contentType(head: Buffer): Promise<string> {
  const known = await fileTypeFromBuffer(head)
  if (known && known.mime !== 'application/xml') return known.mime
  if (isSilk(head)) return 'audio/silk'
  if (!looksLikeText(head)) return 'application/octet-stream'
  const start = head.toString('latin1').trimStart().toLowerCase()
  if (/<svg[\s>]/.test(start)) return 'image/svg+xml'
  if (known) return 'application/xml'
  return /^<(!doctype html|html|head|body|script)[\s>]/.test(start) ? 'text/html' : 'text/plain'
}

// Any character set passes (GBK uses high bytes too); control bytes other than white space and escape do not.
function looksLikeText(head: Buffer): boolean {
  return head.every((byte) => byte >= 32 || (byte >= 8 && byte <= 13) || byte === 27)
}
