import { v7 } from 'uuid'
import { visible, type Actor } from '../../contract/can.ts'
import type { ImportOptions } from '../../contract/imports.ts'
import type { Sql } from '../../server/db.ts'
import { isHouseNumber, mailOf } from '../duplicates/contacts.ts'
import { compareNames, nameTraits } from '../duplicates/names.ts'
import { keyOf, type Draft, type Handle } from './draft.ts'

/** Whom a row is about: somebody known, or somebody to be made. */
export type Target = { id: string; name: string; isNew: boolean; /** How many identities they have. */ held: number; access: string[] }

/** What becomes of a row: taken into its target with the identities it adds, left alone, or refused. */
export type Placed = { draft: Draft; target: Target | null; outcome: 'taken' | 'skipped' | 'failed'; claims: Claim[] }

/** An identity a row adds to its target, under the id it will have. */
export type Claim = Handle & { id: string }

/** By identity the name of the row further up that named it first, for a dry run, which leaves nothing in the database. */
export type Earlier = Map<string, string>

/** More than anybody has, few enough to travel with every event of a customer. */
const mostIdentities = 50

/**
 * Finds whom each row is about, in the file's order: who has one of its identities, in the database (a merged customer counts as its
 * root) or further up in the same batch; else somebody new. What several people share (a switchboard, info@) does not make two names one
 * person. One query, no locks.
 */
export async function place(
  sql: Sql,
  actor: Actor,
  drafts: Draft[],
  { duplicates, earlier }: { duplicates: ImportOptions['duplicates']; earlier?: Earlier },
): Promise<Placed[]> {
  const targets = await findKnown(sql, drafts)
  return drafts.map((draft) => placeOne(draft, targets, { actor, duplicates, earlier }))
}

async function findKnown(sql: Sql, drafts: Draft[]): Promise<Map<string, Target>> {
  const handles = drafts.flatMap((draft) => draft.handles)
  const rows = await sql<Handle & Target>(
    `SELECT i.kind, i.value, r.id, r.name, false AS "isNew", r.access, g.held
       FROM unnest($2::text[], $3::text[]) AS w (kind, value)
       JOIN identities i ON i.workspace_id = $1::uuid AND i.kind = w.kind AND i.value = w.value
       JOIN customers c ON c.id = i.customer_id JOIN customers r ON r.id = c.root_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS held FROM customers m JOIN identities o ON o.customer_id = m.id WHERE m.root_id = r.id) g`,
    [handles.map(({ kind }) => kind), handles.map(({ value }) => value)],
  )
  const byId = new Map(rows.map(({ id, name, isNew, held, access }) => [id, { id, name, isNew, held, access }]))
  return new Map(rows.map((row) => [keyOf(row), byId.get(row.id)!]))
}

type Rules = { actor: Actor; duplicates: ImportOptions['duplicates']; earlier: Earlier | undefined }

function placeOne(draft: Draft, targets: Map<string, Target>, { actor, duplicates, earlier }: Rules): Placed {
  const before = draft.handles.some((handle) => leadsTo(draft, handle, earlier?.get(keyOf(handle))))
  for (const handle of draft.handles) if (!earlier?.has(keyOf(handle))) earlier?.set(keyOf(handle), draft.name ?? '')
  if (draft.problems.some(({ level }) => level === 'error')) return { draft, target: null, outcome: 'failed', claims: [] }
  const held = draft.handles.flatMap((handle) => ({ handle, target: targets.get(keyOf(handle)) }))
  const found = [...new Set(held.flatMap(({ handle, target }) => (target && leadsTo(draft, handle, target.name) ? [target] : [])))]
  if (found.length === 0)
    for (const { handle, target } of held) if (target && visible(actor, target.access)) complainOfShared(draft, handle, target)
  const seen = found.filter(({ isNew, access }) => isNew || visible(actor, access))
  if (found.length > 0 && seen.length === 0) return hidden(draft)
  if (found.length > 1) complainOfTwo(draft, seen)
  const [target = before ? somebodyAbove() : somebodyNew(draft)] = seen
  const isKnown = found.length > 0 || before
  if (isKnown && duplicates === 'skip') return { draft, target, outcome: 'skipped', claims: [] }
  return { draft, target, outcome: 'taken', claims: claim(draft, target, targets) }
}

/** Whether who has this identity, under this name, is whom the row is about. */
function leadsTo(draft: Draft, { kind, value }: Handle, name: string | undefined): boolean {
  if (name === undefined) return false
  const isShared = kind === 'phone' ? isHouseNumber(value) : mailOf(value).shared
  const names = [draft.name ?? '', name].map(nameTraits)
  return !isShared || !names[0] || !names[1] || compareNames(names[0], names[1])?.kind !== 'different_name'
}

const somebodyNew = ({ name }: Draft): Target => ({ id: v7(), name: name ?? '', isNew: true, held: 0, access: [] })
/** Whom a dry run would have made of a row further up. */
const somebodyAbove = (): Target => ({ id: v7(), name: '', isNew: false, held: 0, access: [] })

function claim(draft: Draft, target: Target, targets: Map<string, Target>): Claim[] {
  const free = draft.handles.filter((handle) => !targets.has(keyOf(handle)))
  const claims = free.slice(0, Math.max(0, mostIdentities - target.held))
  if (claims.length < free.length)
    complain(draft, 'warning', free[claims.length]!.value, 'A customer can have 50 numbers and addresses; this one was left out.')
  for (const handle of claims) targets.set(keyOf(handle), target)
  target.held += claims.length
  return claims.map((handle) => ({ ...handle, id: v7() }))
}

function complainOfTwo(draft: Draft, seen: Target[]): void {
  const names = seen.map(({ name }) => name).join(', ')
  complain(draft, 'warning', names, 'This row names more than one customer: it goes to the first. If they are one person, merge them.')
}

function complainOfShared(draft: Draft, { value }: Handle, { name }: Target): void {
  const message = `This is held by “${name}”, who has another name, and several people may share it: they become a customer of their own, without it. If they are one person, merge them.`
  complain(draft, 'warning', value, message)
}

function hidden(draft: Draft): Placed {
  const value = draft.handles[0]?.value ?? ''
  complain(draft, 'error', value, 'This belongs to a customer who is not yours to see. Ask an owner of the workspace to import it.')
  return { draft, target: null, outcome: 'failed', claims: [] }
}

function complain(draft: Draft, level: 'warning' | 'error', value: string, message: string): void {
  draft.problems.push({ line: draft.line, column: null, value: value.slice(0, 200), message, level, choice: null })
}
