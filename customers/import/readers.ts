import * as z from 'zod'
import { fold } from '../../language/folding.ts'
import { normalizeIdentity } from '../identity/normalize.ts'
import { nameFor } from '../identity/naming.ts'
import { possiblePhone } from '../identity/phones.ts'
import { ambiguous, neither, nobody, noDay, warn, type Cell } from './cell.ts'
import { readBirthday } from './clean/birthdays.ts'
import { isoDay, readDay, twoFaced } from './clean/dates.ts'
import { isMadeUpAddress, isMadeUpPhone, splitAddresses, splitPhones, withoutExponent } from './clean/handles.ts'
import { cleanName, halfWidth, readYesNo, splitWords } from './clean/words.ts'
import type { Handle } from './draft.ts'

import type { ImportTarget } from '../../contract/import-file.ts'
import { currentMs } from '../../server/clock.ts'

/** Takes one cell into its draft, cleaned; what cannot be read is said and left out. */
export const readers: Record<ImportTarget, (cell: Cell) => void> = {
  name: ({ draft, value }) => void (draft.name = nameFor('email', '', cleanName(value)) || null),
  firstName: ({ draft, value }) => void (draft.nameParts.first = cleanName(value)),
  middleName: ({ draft, value }) => void (draft.nameParts.middle = cleanName(value)),
  lastName: ({ draft, value }) => void (draft.nameParts.last = cleanName(value)),
  phone: readPhones,
  email: readAddresses,
  company: ({ draft, value }) => void draft.contents.push({ key: 'company', value: halfWidth(oneLine(value)).slice(0, 120).trim() }),
  birthday: readBirthdayCell,
  labels: readLabels,
  owner: readOwner,
  note: ({ draft, value }) => void draft.notes.push(value.slice(0, 10_000)),
  'consent.marketing': readConsent,
  created: readCreated,
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').replace(/\s+/g, ' ')

/** More than anybody has; the rest is left out, and said. */
const most = { handles: 20, labels: 100 }

function readPhones(cell: Cell): void {
  const { region } = cell.reading
  for (const written of atMost(splitPhones(cell.value, region), cell)) {
    const whole = withoutExponent(written)
    const value = whole === null ? null : possiblePhone(whole, region)
    if (whole === null)
      warn({ ...cell, value: written }, 'A spreadsheet has cut this number short. Format its column as text there, and send the file again.') // prettier-ignore
    else if (isMadeUpPhone(whole, region)) warn({ ...cell, value: written }, placeholder)
    else if (value === null)
      warn({ ...cell, value: written }, 'This is no phone number. Write it with its area or country code, such as +86 138 0013 8000.') // prettier-ignore
    else take(cell, { kind: 'phone', value })
  }
}

function readAddresses(cell: Cell): void {
  for (const written of atMost(splitAddresses(cell.value), cell)) {
    const value = normalizeIdentity('email', written, cell.reading.region)
    if (!isAddress(value)) warn({ ...cell, value: written }, 'This is no mail address: write it as name@example.com.')
    else if (isMadeUpAddress(value)) warn({ ...cell, value: written }, placeholder)
    else take(cell, { kind: 'email', value })
  }
}

function take({ draft }: Cell, handle: Handle): void {
  if (!draft.handles.some(({ kind, value }) => kind === handle.kind && value === handle.value)) draft.handles.push(handle)
}

function atMost(all: string[], cell: Cell): string[] {
  if (all.length > most.handles) warn(cell, `This holds more than ${most.handles} numbers or addresses. Keep those you need.`)
  return all.slice(0, most.handles)
}

const placeholder = 'This only fills a form and reaches nobody, so it is left out. Write the real one, or leave the cell empty.'

/** Like the browser's own check, with a local part beyond ASCII, and a domain that has a dot. */
function isAddress(value: string): boolean {
  return z.regexes.html5Email.test(value.replace(/[^\0-\x7f](?=.*@)/gu, 'x')) && /@[^@]+\.[^@.\d][^@.]+$/.test(value)
}

function readBirthdayCell(cell: Cell): void {
  const lunar = /农历|農曆|阴历|lunar/i.test(cell.column)
  const birthday = readBirthday(cell.value, cell.reading.dateOrder, lunar)
  if (birthday === twoFaced) warn(cell, ambiguous)
  else if (birthday === null) warn(cell, 'This is no birthday. Write it as 1990-08-15, 08-15 or 农历八月十五.')
  else cell.draft.contents.push({ key: 'birthday', value: birthday })
}

const longestLabel = 40

function readLabels(cell: Cell): void {
  // Google's own groups carry a star: everybody is in “* myContacts”.
  const names = splitWords(cell.value).filter((name) => !name.startsWith('* '))
  const left = most.labels - cell.draft.labels.length
  if (names.length > left) warn(cell, `This row has more than ${most.labels} labels. Keep those you need.`)
  cell.draft.labels.push(...names.slice(0, left).flatMap((name) => labelName(name, cell)))
}

function labelName(name: string, cell: Cell): string[] {
  const line = oneLine(name)
  if (line.length <= longestLabel) return [line]
  warn({ ...cell, value: name }, 'This label is longer than 40 characters. Shorten it.')
  return []
}

function readOwner(cell: Cell): void {
  const found = cell.reading.people.get(fold(cell.value))
  if (found) cell.draft.contents.push({ key: 'owner', value: found })
  else if (found === null) warn(cell, 'More than one person here has this name. Write their mail address instead.')
  else warn(cell, nobody)
}

function readConsent(cell: Cell): void {
  const given = readYesNo(cell.value)
  if (given === null) warn(cell, neither)
  else cell.draft.consent = given ? 'granted' : 'withdrawn'
}

function readCreated(cell: Cell): void {
  const day = readDay(cell.value, cell.reading.dateOrder)
  if (day === twoFaced) return warn(cell, ambiguous)
  if (day === null) return warn(cell, noDay)
  if (Date.UTC(day.year, day.month - 1, day.day) > currentMs()) return warn(cell, 'This day lies in the future. Correct it.')
  cell.draft.since = isoDay(day)
}
