import type { IdentityKind } from '../../contract/customers.ts'
import { fallbackName, nameFor } from './naming.ts'
import { normalizeIdentity } from './normalize.ts'

/** A person as an inbound message names them. `verified`: the channel proved it; false or null: claimed, or it cannot tell. */
export type SeenHandle = {
  workspaceId: string
  kind: IdentityKind
  value: string
  name?: string | null | undefined
  verified: boolean | null
  /** By which the channel knows the same person as well. */
  also?: Bare | undefined
  /** What the channel says they have instead from now on. */
  movedTo?: Bare | undefined
}

type Bare = Pick<Wanted, 'kind' | 'value'>

/** Under which key `identifyAll` answers for a handle. */
export function identityKey(handle: Pick<SeenHandle, 'workspaceId' | 'kind' | 'value'>): string {
  return `${handle.workspaceId}\n${handle.kind}\n${normalizeIdentity(handle.kind, handle.value)}`
}

/** An identity a batch asks for; `named`: the name was given, not made up from the value. */
export type Wanted = {
  key: string
  workspaceId: string
  kind: IdentityKind
  value: string
  name: string
  named: boolean
  verified: boolean
}

/** One entry per identity, in the order of its key (one order for all, so that batches never deadlock); proven or named by any handle is so. */
export function distinct(handles: SeenHandle[]): Map<string, Wanted> {
  const byKey = new Map<string, Wanted>()
  for (const handle of handles.flatMap(both)) {
    const next = toWanted(handle)
    const before = byKey.get(next.key)
    byKey.set(next.key, before ? merge(before, next) : next)
  }
  return new Map([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** A handle, and the other its channel proves to be the same person's. */
function both(handle: SeenHandle): SeenHandle[] {
  return handle.also && handle.verified === true ? [handle, { ...handle, ...handle.also }] : [handle]
}

/** The keys of handles that a channel proves to be one person's. */
export function pairsOf(handles: SeenHandle[]): [string, string][] {
  return handles.map(both).flatMap(([one, other]) => (one && other ? [[identityKey(one), identityKey(other)] as [string, string]] : []))
}

function toWanted(handle: SeenHandle): Wanted {
  const { workspaceId, kind } = handle
  const value = normalizeIdentity(kind, handle.value)
  const name = nameFor(kind, value, handle.name)
  const named = name !== fallbackName(kind, value)
  return { key: identityKey(handle), workspaceId, kind, value, name, named, verified: handle.verified === true }
}

function merge(a: Wanted, b: Wanted): Wanted {
  return { ...(a.named ? a : b), verified: a.verified || b.verified }
}

export function without(wanted: Map<string, Wanted>, rows: { key: string }[]): Wanted[] {
  const keys = new Set(rows.map((row) => row.key))
  return [...wanted.values()].filter(({ key }) => !keys.has(key))
}

/** Rows as the columns `unnest` takes. */
export function columns<R, K extends keyof R>(rows: R[], names: K[]): R[K][][] {
  return names.map((name) => rows.map((row) => row[name]))
}
