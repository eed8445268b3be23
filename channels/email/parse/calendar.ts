/** An event is at the beginning of its object, a property of one is short; what goes on behind is not looked at. */
const longestCalendar = 200_000
const longestLine = 4_000

/**
 * A line for an iCalendar object (RFC 5545): name, time, place; a cross when it is called off, a tick when it is accepted; below it what an answer says
 * in words. Null when it holds no event. It has no words of its own, because the reader's language is not known here.
 */
export function calendarLine(text: string): string | null {
  const lines = text.slice(0, longestCalendar).replace(/\n[ \t]/g, '').split('\n').map((line) => line.slice(0, longestLine)) // prettier-ignore
  const begin = lines.findIndex((line) => /^BEGIN:VEVENT\s*$/i.test(line))
  if (begin < 0) return null
  const event = lines.slice(begin)
  const method = property(lines, 'METHOD').value.toUpperCase()
  const cancelled = method === 'CANCEL' || property(event, 'STATUS').value.toUpperCase() === 'CANCELLED'
  const what = [property(event, 'SUMMARY').value, when(event), property(event, 'LOCATION').value].filter((piece) => piece !== '')
  const line = `📅 ${cancelled ? '❌ ' : (method === 'REPLY' && answers[answerOf(event)]) || ''}${what.join(' · ')}`.trim()
  const comment = /^(REPLY|COUNTER)$/.test(method) ? property(event, 'COMMENT').value : ''
  return comment === '' ? line : `${line}\n${comment}`
}

const answers: Record<string, string> = { ACCEPTED: '✅ ', DECLINED: '❌ ', TENTATIVE: '❓ ' }

/** What the one attendee an answer names has to say. */
const answerOf = (event: string[]): string =>
  /;PARTSTAT="?([A-Z-]+)/i.exec(event.find((line) => /^ATTENDEE[;:]/i.test(line)) ?? '')?.[1]?.toUpperCase() ?? ''

function property(lines: string[], name: string): { value: string; zone: string } {
  const begins = new RegExp(`^${name}[;:]`, 'i')
  const line = lines.find((candidate) => begins.test(candidate)) ?? ''
  const colon = colonOf(line)
  const zone = /;TZID=("?)([^;:"]+)\1/i.exec(line.slice(0, Math.max(colon, 0)))?.[2] ?? ''
  return { value: colon < 0 ? '' : plain(line.slice(colon + 1)), zone }
}

/** Where a property's value begins: at the first colon that no parameter holds in quotes; -1 when it has none. */
function colonOf(line: string): number {
  let isQuoted = false
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted
    else if (line[at] === ':' && !isQuoted) return at
  }
  return -1
}

function plain(value: string): string {
  return value.replace(/\\n/gi, ' ').replace(/\\([,;\\])/g, '$1').replace(/\s+/g, ' ').trim().slice(0, 300) // prettier-ignore
}

function when(event: string[]): string {
  const start = property(event, 'DTSTART')
  const from = moment(start.value)
  const to = moment(property(event, 'DTEND').value)
  const sameDay = from.slice(0, 10) === to.slice(0, 10)
  const zone = start.value.endsWith('Z') ? 'UTC' : start.zone
  const span = to === '' ? from : `${from} – ${sameDay ? to.slice(11) || to : to}`
  return zone === '' || from === '' ? span : `${span} (${zone})`
}

function moment(value: string): string {
  const match = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d))?/.exec(value)
  if (!match) return ''
  const day = `${match[1]}-${match[2]}-${match[3]}`
  return match[4] === undefined ? day : `${day} ${match[4]}:${match[5]}`
}
