import { pinyinOf } from '../../language/pinyin.ts'
import { isHouseNumber } from './contacts.ts'
import { ordersOf } from './likeness.ts'
import type { NameTraits } from './names.ts'
import type { Traits } from './traits.ts'

/** The name's own keys begin with this: how many share one is how common the name is. */
export const nameKey = 'n:'

/**
 * What a customer shares exactly with whoever may be the same person, at most 40: the name as it sounds, contacts and their tails, and,
 * for names too common to go through, the name with something else.
 */
export function keysOf(traits: Traits): string[] {
  const sounds = traits.name ? soundsOf(traits.name) : []
  const initials = traits.name ? initialsOf(traits.name) : null
  const { birthday, company } = traits
  const keys = [
    ...sounds.map((sound) => nameKey + sound),
    ...traits.mails.filter(({ shared }) => !shared).flatMap(({ mailbox, local }) => [`m:${mailbox}`, ...localKeys(local)]),
    ...traits.phones.filter((phone) => !isHouseNumber(phone)).flatMap((phone) => phoneKeys(phone, sounds, initials)),
    ...traits.devices.map((device) => `d:${device}`),
    ...(company === null || initials === null ? [] : [`c:${company}|${initials}`]),
    ...(company === null ? [] : sounds.map((sound) => `c:${company}|${sound}`)),
    ...(birthday?.year == null ? [] : [`b:${birthday.calendar}${birthday.year}-${birthday.month}-${birthday.day}`]),
    ...(birthday === null || initials === null ? [] : [`b:${birthday.calendar}${birthday.month}-${birthday.day}|${initials}`]),
  ]
  return [...new Set(keys)].slice(0, 40).map((key) => key.slice(0, 200))
}

function soundsOf({ han, words, surnameOnly }: NameTraits): string[] {
  if (surnameOnly) return []
  return (han === null ? (words.length > 1 ? ordersOf(words) : words.filter((word) => word.length > 5)) : pinyinOf(han).full).filter(
    (sound) => sound.length > 2,
  )
}

/** In one order, so that who writes the surname first and who writes it last have the same. */
function initialsOf({ han, words }: NameTraits): string {
  const letters = han === null ? words.map((word) => word[0]) : [...(pinyinOf(han).initials[0] ?? '')]
  return letters.toSorted().join('')
}

function localKeys(local: string): string[] {
  if (/^1[3-9]\d{9}$/.test(local)) return [`l:${local}`, `t:${local.slice(-8)}`]
  const sounds = ordersOf(local.split(/[^a-z]+/).filter((word) => word !== ''))
  return [...(local.length > 3 ? [`l:${local}`] : []), ...sounds.filter((sound) => sound.length > 4).map((sound) => nameKey + sound)]
}

/** One wrong digit leaves either the beginning or the end as it was. */
function phoneKeys(phone: string, sounds: string[], initials: string | null): string[] {
  const end = phone.slice(-4)
  const named = [...(initials === null ? [] : [`h:${end}|${initials}`]), ...sounds.map((sound) => `h:${end}|${sound}`)]
  return [`t:${phone.slice(-8)}`, `g:${phone.slice(0, 10)}`, `e:${phone.slice(-5)}`, ...named]
}
