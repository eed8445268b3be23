import { X509Certificate } from 'node:crypto'

/** Whether a text is one or more certificates as PEM. */
export function isPem(pem: string): boolean {
  const found = pem.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g) ?? []
  return found.length > 0 && found.every((one) => isCertificate(one))
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}
