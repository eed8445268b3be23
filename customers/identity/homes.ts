import { v7 } from 'uuid'
import { otherSpellings } from './phones.ts'
import { identityKey, type Wanted } from './wanted.ts'

/** Whose each handle of a batch is or is to be, by its key; `isNew`: somebody who is still to be made. */
export type Homes = Map<string, { customerId: string; isNew: boolean }>

/** The other spellings of the phone numbers a batch asks for. */
export function spelledOtherwise(wanted: Map<string, Wanted>): Wanted[] {
  return [...wanted.values()].flatMap((one) => spellingsOf(one).filter(({ key }) => !wanted.has(key)))
}

function spellingsOf(one: Wanted): Wanted[] {
  if (one.kind !== 'phone') return []
  return otherSpellings(one.value).map((value) => ({ ...one, value, key: identityKey({ ...one, value }) }))
}

/**
 * Whose a handle is: who has it, or the same number in another spelling, or the handle its channel proves to be the same person's; else
 * somebody new, one for both handles of a pair.
 */
export function homesOf(wanted: Map<string, Wanted>, known: { key: string; customerId: string }[], pairs: [string, string][]): Homes {
  const homes: Homes = new Map(known.map(({ key, customerId }) => [key, { customerId, isNew: false }]))
  for (const one of wanted.values()) {
    const spelling = spellingsOf(one).map(({ key }) => homes.get(key)).find((home) => home !== undefined) // prettier-ignore
    if (spelling && !homes.has(one.key)) homes.set(one.key, spelling)
  }
  for (const pair of pairs) {
    const home = homes.get(pair[0]) ?? homes.get(pair[1]) ?? somebody()
    for (const key of pair) if (!homes.has(key)) homes.set(key, home)
  }
  for (const key of wanted.keys()) if (!homes.has(key)) homes.set(key, somebody())
  return homes
}

const somebody = () => ({ customerId: v7(), isNew: true })
