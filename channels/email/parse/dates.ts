import { all, type Headers, raw } from './headers.ts'

const day = 24 * 3600 * 1000
const earliest = Date.UTC(1990, 0, 1)
const latest = Date.UTC(2100, 0, 1)

/**
 * When a mail was sent, ISO 8601: its Date, unless that is missing, impossible, or more than a day after we or our provider received it
 * (topmost Received); then the time of receipt. 1970 when the mail bears no usable time at all: this function is pure and has no clock.
 */
export function sentAt(headers: Headers): string {
  const said = readDate(raw(headers, 'date'))
  const received = receivedAt(headers)
  const believed = said !== null && (received === null || said <= received + day) ? said : received
  return new Date(believed ?? 0).toISOString()
}

function receivedAt(headers: Headers): number | null {
  for (const value of all(headers, 'received')) {
    const time = readDate(value.slice(value.lastIndexOf(';') + 1))
    if (time !== null) return time
  }
  return null
}

/** RFC 5322 and what clients make of it; without a zone it is UTC. Milliseconds, or null. */
function readDate(value: string): number | null {
  const text = value.replace(/\([^()]*\)/g, ' ').trim().slice(0, 100) // prettier-ignore
  if (text === '') return null
  const zoned = /([+-]\d{2}:?\d{2}|\b(?:GMT|UTC?|Z|[ECMP][SD]T))\s*$/i.test(text)
  const time = Date.parse(zoned ? text : `${text} GMT`)
  return time >= earliest && time < latest ? time : null
}
