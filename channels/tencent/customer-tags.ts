import * as z from 'zod'
import type { Finding } from '../../contract/channels.ts'
import type { Ask } from '../provider/ask.ts'
import { error, ok, unreachable } from '../provider/findings.ts'
import { oneLine } from '../provider/reading.ts'
import { call, type Platform, type Said } from './platform.ts'

/** Where the tags we make lie among the company's. */
const group = 'Parley'
/** No member of the company has added them (any more), or WeCom does not know them: nobody can tag them. */
const nobodys = new Set([84061, 40096])
/** The company's own tags; members' private ones (2) and those of rule groups (3) are not ours to touch. */
const ofCompany = 1

const held = z.looseObject({ tag_id: z.string().catch(''), tag_name: z.string().transform(oneLine), type: z.number().catch(ofCompany) })
const follower = z.looseObject({ userid: z.string(), tags: z.array(held).catch([]) })
const contact = z.looseObject({ follow_user: z.array(follower) })
type Follower = z.infer<typeof follower>

const tag = z.looseObject({ id: z.string(), name: z.string().transform(oneLine), deleted: z.boolean().catch(false) })
const tagGroup = z.looseObject({ tag: z.array(tag).catch([]) })
/** Many groups where they are listed, the one where tags were made. */
const library = z.looseObject({ tag_group: z.union([z.array(tagGroup), tagGroup.transform((one) => [one])]).catch([]) })

/**
 * What the company has tagged a customer with (企业客户标签), by name; null: no member has added them. Members hold tags each for themselves:
 * what one of them holds counts. Throws when WeCom refuses.
 */
export async function readTags(platform: Platform, external_userid: string): Promise<string[] | null> {
  const followers = await followersOf(platform, external_userid)
  return followers && [...new Set(followers.flatMap((one) => tagsOf(one).map(({ tag_name }) => tag_name)))]
}

/** Tags a customer, and takes tags away, for every member who added them, so that each sees the same. Throws when WeCom refuses. */
export async function writeTags(platform: Platform, external_userid: string, { add, remove }: { add: string[]; remove: string[] }) {
  const followers = await followersOf(platform, external_userid)
  if (!followers) throw new Error('no member is left who could tag this customer')
  const wanted = await idsFor(platform, add)
  for (const { userid, ...one } of followers) {
    const has = tagsOf({ userid, ...one })
    const add_tag = wanted.filter((id) => !has.some(({ tag_id }) => tag_id === id))
    const remove_tag = has.filter(({ tag_name }) => remove.includes(tag_name)).map(({ tag_id }) => tag_id)
    const body = { userid, external_userid, add_tag, remove_tag }
    if (add_tag.length + remove_tag.length > 0) done(await ask(platform, 'mark_tag', { method: 'POST', body }), 'tag a customer')
  }
}

/** Whether the app may use the company's tags. `field`: the setting that asks for it. */
export async function tagsFinding(platform: Platform, field: string): Promise<Finding> {
  const fix = 'In WeCom open 客户联系 → 可调用接口的应用 and choose the app whose Secret this is, or switch this off.'
  try {
    const { code, words } = await listTags(platform)
    if (code === 0) return ok('Customer tags', 'The app may read and set the company’s customer tags.')
    return error('Customer tags', `WeCom does not let the app use customer tags (${code}): ${words.slice(0, 200)}`, fix, field)
  } catch (failure) {
    return unreachable(failure, 'apiUrl')
  }
}

const tagsOf = ({ tags }: Follower) => tags.filter(({ type, tag_name }) => type === ofCompany && tag_name !== '')

/** The ids of tags by name; those the company does not have are made. */
async function idsFor(platform: Platform, names: string[]): Promise<string[]> {
  if (names.length === 0) return []
  const known = tagsIn(done(await listTags(platform), 'list its tags'))
  const missing = names.filter((name) => !known.has(name)).map((name) => ({ name }))
  if (missing.length === 0) return names.flatMap((name) => known.get(name) ?? [])
  const body = { group_name: group, tag: missing }
  const made = tagsIn(done(await ask(platform, 'add_corp_tag', { method: 'POST', body }), 'make a tag'))
  return names.flatMap((name) => known.get(name) ?? made.get(name) ?? [])
}

function tagsIn({ answer }: Said): Map<string, string> {
  const all = library.parse(answer.json).tag_group.flatMap(({ tag }) => tag)
  return new Map(all.filter(({ deleted }) => !deleted).map(({ id, name }) => [name, id]))
}

async function followersOf(platform: Platform, external_userid: string): Promise<Follower[] | null> {
  const said = await ask(platform, 'get', { query: { external_userid } })
  if (nobodys.has(said.code ?? 0)) return null
  const { follow_user } = contact.parse(done(said, 'tell of a customer').answer.json)
  return follow_user.length > 0 ? follow_user : null
}

const listTags = (platform: Platform) => ask(platform, 'get_corp_tag_list', { method: 'POST', body: {} })
const ask = (platform: Platform, name: string, given: Ask) => call(platform, `externalcontact/${name}`, given)

function done(said: Said, what: string): Said {
  if (said.code !== 0) throw new Error(`wecom refused to ${what} (${said.code}): ${said.words.slice(0, 200)}`)
  return said
}
