import * as z from 'zod'
import { json, read, says, type Answer, type Call } from '../tencent/peer.ts'

/** The company's tags by id, and which of them its one member holds of whom. */
export type Tagging = { names: Map<string, string>; held: Map<string, Set<string>> }
export const noTagging = (): Tagging => ({ names: new Map(), held: new Map() })

const userid = 'practice-member'
const group = { group_id: 'etPRACTICE-group', group_name: 'Parley' }

/** What a member does on their phone: tags a customer, or takes the tag away. */
export function tagByHand(tagging: Tagging, customer: string, name: string, away: boolean): void {
  const id = idOf(tagging, name)
  if (away) heldOf(tagging, customer).delete(id)
  else heldOf(tagging, customer).add(id)
}

/** Names of the tags a customer has: for tests. */
export const tagsOf = (tagging: Tagging, customer: string) => [...heldOf(tagging, customer)].map((id) => tagging.names.get(id))

/** The customer as members know them; `isContact`: whoever opened the chat here has been added by the one there is. */
export function tellContact({ query }: Call, { names, held }: Tagging, isContact: (customer: string) => boolean): Answer {
  const { external_userid: customer = '' } = query
  if (!isContact(customer)) return says(84061, 'not external contact')
  const tags = [...heldOf({ names, held }, customer)].map((tag_id) => ({ ...group, tag_id, tag_name: names.get(tag_id), type: 1 }))
  return json({ errcode: 0, errmsg: 'ok', external_contact: { external_userid: customer }, follow_user: [{ userid, tags }] })
}

export const listTags = (tagging: Tagging): Answer =>
  json({ errcode: 0, errmsg: 'ok', tag_group: [grouped(tagging, [...tagging.names.keys()])] })

const added = z.object({ group_name: z.string().min(1), tag: z.array(z.object({ name: z.string().min(1) })).min(1) })

/** Names are of 30 characters at most, and no two alike. */
export function addTags(call: Call, tagging: Tagging): Answer {
  const given = added.safeParse(read(call))
  if (!given.success || given.data.tag.some(({ name }) => [...name].length > 30)) return says(40058, 'invalid Parameter')
  const names = given.data.tag.map(({ name }) => name)
  if (names.some((name) => [...tagging.names.values()].includes(name))) return says(40071, 'invalid tag name, already exist')
  return json({ errcode: 0, errmsg: 'ok', tag_group: grouped(tagging, names.map((name) => idOf(tagging, name))) }) // prettier-ignore
}

const ids = z.array(z.string()).default([])
const marked = z.object({ userid: z.string(), external_userid: z.string(), add_tag: ids, remove_tag: ids })

/** Only the member who added a customer, and only with tags the company has. */
export function markTag(call: Call, tagging: Tagging, isContact: (customer: string) => boolean): Answer {
  const given = marked.safeParse(read(call))
  if (!given.success || given.data.add_tag.length + given.data.remove_tag.length === 0) return says(40058, 'invalid Parameter')
  const { external_userid: customer, add_tag, remove_tag } = given.data
  if (given.data.userid !== userid || !isContact(customer)) return says(84061, 'not external contact')
  if ([...add_tag, ...remove_tag].some((id) => !tagging.names.has(id))) return says(40068, 'invalid tagid')
  add_tag.forEach((id) => heldOf(tagging, customer).add(id))
  remove_tag.forEach((id) => heldOf(tagging, customer).delete(id))
  return says(0, 'ok')
}

const grouped = ({ names }: Tagging, ids: string[]) => ({ ...group, tag: ids.map((id) => ({ id, name: names.get(id) })) })

function heldOf({ held }: Tagging, customer: string): Set<string> {
  const there = held.get(customer) ?? new Set()
  held.set(customer, there)
  return there
}

function idOf({ names }: Tagging, name: string): string {
  const known = [...names].find(([, one]) => one === name)?.[0]
  const id = known ?? `etPRACTICE-${names.size + 1}`
  names.set(id, name)
  return id
}
