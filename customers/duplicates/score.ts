import type { Evidence } from '../../contract/merges.ts'
import { isHouseNumber, type Mail } from './contacts.ts'
import { isSlip, ordersOf } from './likeness.ts'
import { compareNames, type NameTraits } from './names.ts'
import { pinyinOf } from '../../language/pinyin.ts'
import type { Traits } from './traits.ts'

/** Of how many pairs that share a key one is one person, as log odds, before anything else is known. */
const prior = -3.8

/** From which score on a pair is shown to people. */
export const suggested = 0.5
/** From which score on Parley links by itself, if the evidence is of the kind that allows it. */
const certain = 0.98

export type Judgement = { score: number; evidence: Evidence[]; automatic: boolean }

/**
 * How likely two customers are one person: a sum of log odds, each with what it was seen in. `namesakes` is how many customers share the
 * name. `automatic`: the same proven contact and the same name, with nothing against it; or one account at a channel, which proves it.
 */
export function judge(a: Traits, b: Traits, namesakes = 2): Judgement {
  const evidence = [
    ...ofNames(a, b, namesakes),
    ...ofPhones(a.phones, b.phones),
    ...ofMails(a, b),
    ...ofProfiles(a, b),
    ...ofTraces(a, b),
    ...strongest([...ofHints(a, b), ...ofHints(b, a)]),
    ...againstIds(a, b),
  ]
  const odds = evidence.reduce((sum, { weight }) => sum + weight, prior)
  const score = 1 / (1 + Math.exp(-odds))
  return { score, evidence, automatic: score >= certain && (isProof(a, b, evidence) || isOneAccount(evidence)) }
}

function ofNames(a: Traits, b: Traits, namesakes: number): Evidence[] {
  const likeness = a.name && b.name && compareNames(a.name, b.name)
  if (!likeness) return []
  const crowd = likeness.weight > 0 ? Math.min(Math.max(0, likeness.weight - 1.2), 1.6, Math.log(Math.max(1, namesakes - 1))) : 0
  return [{ kind: likeness.kind, a: a.name?.shown ?? null, b: b.name?.shown ?? null, weight: likeness.weight - crowd }]
}

/** The strongest thing two lists of numbers say. */
function ofPhones(a: string[], b: string[]): Evidence[] {
  return strongest(a.flatMap((one) => b.flatMap((other) => phoneEvidence(one, other))))
}

function phoneEvidence(a: string, b: string): Evidence[] {
  if (a === b) return [{ kind: 'same_phone_field', a, b, weight: isHouseNumber(a) ? 1.2 : 5.2 }]
  if (isHouseNumber(a) || isHouseNumber(b)) return []
  if (a.slice(-8) === b.slice(-8)) return [{ kind: 'phone_tail', a, b, weight: 3.6 }]
  return isSlip(a, b) ? [{ kind: 'phone_tail', a, b, weight: 4.6 }] : []
}

function ofMails(a: Traits, b: Traits): Evidence[] {
  const pairs = [
    ...a.mails.flatMap((one) => b.mails.flatMap((other) => mailEvidence(one, other))),
    ...phoneInMail(a, b),
    ...phoneInMail(b, a),
  ]
  if (pairs.length > 0)
    return strongest(pairs).map((one) =>
      followsFromName(one, a.name) || followsFromName(one, b.name) ? { ...one, weight: one.weight * 0.7 } : one,
    )
  return strongest([...nameInMail(a, b), ...nameInMail(b, a)])
}

function mailEvidence(a: Mail, b: Mail): Evidence[] {
  const seen = { a: a.whole, b: b.whole }
  if (a.shared || b.shared) return a.whole === b.whole ? [{ kind: 'same_email_field', ...seen, weight: 0.6 }] : []
  if (a.whole === b.whole) return [{ kind: 'same_email_field', ...seen, weight: 5.8 }]
  if (a.mailbox === b.mailbox) return [{ kind: 'mail_provider_rule', ...seen, weight: 5.2 }]
  if (a.local === b.local) return [{ kind: 'mail_local_part', ...seen, weight: peculiarity(a.local) }]
  const slip = a.local.length > 6 && isSlip(a.local, b.local) && a.domain === b.domain
  return slip || (a.local.length > 3 && a.local === b.local && isSlip(a.domain, b.domain))
    ? [{ kind: 'mail_local_part', ...seen, weight: 2 }]
    : []
}

/** wei is anybody’s, zw19880214 one person’s. */
function peculiarity(local: string): number {
  const digits = local.replace(/\D/g, '').length
  return Math.min(4.6, local.length * 0.36 + Math.min(digits, 6) * 0.4)
}

/** Whoever is called Zhang Wei may be zhangwei anywhere. */
function followsFromName({ kind, a }: Evidence, name: NameTraits | null): boolean {
  return kind === 'mail_local_part' && name !== null && isSpelt(name, a?.slice(0, a.lastIndexOf('@')) ?? '')
}

/** 13800138000@139.com and +86 138 0013 8000. */
function phoneInMail(a: Traits, b: Traits): Evidence[] {
  const found = a.mails.find(({ local }) => b.phones.includes(`+86${local}`))
  return found ? [{ kind: 'mail_local_part', a: found.whole, b: `+86${found.local}`, weight: 4.6 }] : []
}

/** A mail address may be the only name somebody gave. */
function nameInMail({ name }: Traits, { mails, name: other }: Traits): Evidence[] {
  const found = name && mails.find(({ local }) => isSpelt(name, local.replace(/\d/g, '')))
  return found ? [{ kind: 'mail_local_part', a: name.shown, b: found.whole, weight: other === null ? 2.4 : 1 }] : []
}

/** Whether a local part is just the name, in any order. */
function isSpelt({ han, words }: NameTraits, local: string): boolean {
  const written = local.split(/[^\p{L}\p{N}]+/u)
  const spelt = han === null ? [words.join('')] : pinyinOf(han).full
  return ordersOf(written).some((one) => one.length > 4 && spelt.includes(one))
}

function ofProfiles(a: Traits, b: Traits): Evidence[] {
  const evidence: Evidence[] = []
  if (a.company !== null && a.company === b.company) evidence.push({ kind: 'same_company', a: a.company, b: b.company, weight: 2.7 })
  if (a.birthday && b.birthday) evidence.push(...ofBirthdays(a.birthday, b.birthday))
  return evidence
}

type Birthday = NonNullable<Traits['birthday']>

function ofBirthdays(a: Birthday, b: Birthday): Evidence[] {
  if (a.calendar !== b.calendar) return []
  const seen = { a: dateOf(a), b: dateOf(b) }
  const years = a.year !== null && b.year !== null ? (a.year === b.year ? 'same' : 'other') : 'unknown'
  if (a.month === b.month && a.day === b.day && years !== 'other')
    return [{ kind: 'same_birthday', ...seen, weight: years === 'same' ? 4.4 : 3 }]
  return [{ kind: 'different_birthday', ...seen, weight: -3 }]
}

const dateOf = ({ year, month, day }: Birthday): string => [year, month, day].filter((part) => part !== null).join('-')

function ofTraces(a: Traits, b: Traits): Evidence[] {
  const device = a.devices.find((one) => b.devices.includes(one))
  const evidence: Evidence[] = device === undefined ? [] : [{ kind: 'same_device', a: device.slice(-4), b: device.slice(-4), weight: 4.8 }]
  if (a.related.includes(b.id) || b.related.includes(a.id)) evidence.push({ kind: 'related_thread', a: null, b: null, weight: 3.8 })
  return evidence
}

/** What a channel proved of one, and the other is: one account by two ids, or the number somebody has now. */
function ofHints(a: Traits, b: Traits): Evidence[] {
  return a.hints
    .filter(({ handle }) => b.handles.has(handle))
    .map(({ meaning, value }) => {
      if (meaning === 'same') return { kind: 'same_account', a: value, b: value, weight: 12 }
      return { kind: 'changed_number', a: a.phones[0] ?? null, b: value, weight: 7 }
    })
}

function againstIds(a: Traits, b: Traits): Evidence[] {
  const place = [...a.strong.keys()].find((one) => b.strong.has(one) && a.strong.get(one) !== b.strong.get(one))
  if (place === undefined) return []
  return [{ kind: 'different_strong_id', a: a.strong.get(place) ?? null, b: b.strong.get(place) ?? null, weight: -2.6 }]
}

function strongest(evidence: Evidence[]): Evidence[] {
  return evidence.toSorted((one, other) => other.weight - one.weight).slice(0, 1)
}

const isOneAccount = (evidence: Evidence[]) =>
  evidence.some(({ kind }) => kind === 'same_account') && !evidence.some(({ kind }) => kind === 'different_strong_id')

/** The same contact, proven on one side, and the same name; and nothing that speaks against it. */
function isProof(a: Traits, b: Traits, evidence: Evidence[]): boolean {
  if (evidence.some(({ weight }) => weight < 0)) return false
  const contact = evidence.find(({ kind }) => kind === 'same_phone_field' || kind === 'same_email_field')
  const proven = contact?.a != null && (a.proven.has(contact.a) || b.proven.has(contact.a))
  return proven && contact.weight > 5 && evidence.some(isSameName)
}

/** 王伟 and 王威 sound alike, share a family's phone, and are both Wang Wei abroad; a name of three characters is one person's. */
function isSameName({ kind, a, b }: Evidence): boolean {
  const chinese = [a, b].filter((name) => /\p{Script=Han}/u.test(name ?? ''))
  const long = (chinese[0]?.match(/\p{Script=Han}/gu) ?? []).length > 2
  return kind === 'same_name' || (kind === 'same_name_pinyin' && chinese.length === 1 && long)
}
