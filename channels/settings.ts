import * as z from 'zod'
import type { ChannelKind, FormField } from '../contract/channels.ts'
import { fail } from '../server/errors.ts'
import { seal, unseal } from '../server/crypto.ts'
import { explainIssue } from '../server/issues.ts'
import { destinationFields, formFields } from './form.ts'
import { adapterFor } from './table.ts'

/** Settings by dotted name, as a form has them. */
type Flat = Record<string, unknown>
/** A channel's settings as its row keeps them. */
export type SealedSettings = { config: object; secrets: string }

/** Settings with their secrets in the clear, as the kind's schema has them. Refuses (`conflict`) where the secrets cannot be opened. */
export function unsealSettings(kind: ChannelKind, row: SealedSettings): unknown {
  const secrets =
    openSecrets(row) ??
    fail('conflict', 'The secrets of this channel were sealed with another APP_SECRET. Enter them again in its settings.')
  return adapterFor(kind).config.parse(nest({ ...flatten(row.config), ...secrets }))
}

/** Settings as a form begins with them, unchecked: without the secrets where those cannot be opened and have to be entered again. */
export function keptSettings(row: SealedSettings): Record<string, unknown> {
  return nest({ ...flatten(row.config), ...openSecrets(row) })
}

/** Null when they were sealed with another APP_SECRET, or broken. */
function openSecrets({ secrets }: SealedSettings): Flat | null {
  try {
    return flatten(JSON.parse(unseal(secrets)))
  } catch {
    return null
  }
}

/**
 * Checks what a form sent, over what was set before: a field left out stays, an empty one goes back to its default, an empty
 * secret stays, `null` removes; but a secret goes along only to the very destination (host, port and encryption), else it has to be entered
 * again. Refuses with `invalid`, naming the form's field.
 */
export function readSettings(kind: ChannelKind, given: object, before: unknown = {}): unknown {
  const fields = formFields(adapterFor(kind).config)
  const flat = mergeFields(fields, flatten(before), flatten(given))
  assertSameDestination(kind, fields, { before: flatten(before), given: flatten(given), after: flat })
  const checked = adapterFor(kind).config.safeParse(nest(withoutEmptyGroups(fields, flat)), { error: explainIssue })
  if (checked.success) return checked.data
  const issue = checked.error.issues[0]
  return fail('invalid', issue?.message ?? 'These settings do not fit. Check each of them.', { field: issue?.path.join('.') ?? 'config' })
}

/** Splits settings into what may be shown and what is sealed. */
export function sealSettings(kind: ChannelKind, settings: unknown): SealedSettings {
  const flat = Object.entries(flatten(settings))
  const secret = secretNames(kind)
  const pick = (wanted: boolean) => Object.fromEntries(flat.filter(([name]) => secret.has(name) === wanted))
  return { config: nest(pick(false)), secrets: seal(JSON.stringify(pick(true))) }
}

/** What may leave the server: a secret that is set reads `{set: true}`. */
export function shownSettings(kind: ChannelKind, row: SealedSettings): Record<string, unknown> {
  const set = Object.entries(openSecrets(row) ?? {}).filter(([, value]) => value !== '')
  return nest({ ...flatten(row.config), ...Object.fromEntries(set.map(([name]) => [name, { set: true }])) })
}

function secretNames(kind: ChannelKind): Set<string> {
  return new Set(
    formFields(adapterFor(kind).config)
      .filter((field) => field.type === 'secret')
      .map((field) => field.name),
  )
}

function mergeFields(fields: FormField[], before: Flat, given: Flat): Flat {
  const unknown = Object.keys(given).find((name) => !fields.some((field) => field.name === name || field.name.startsWith(`${name}.`)))
  if (unknown) fail('invalid', `There is no setting named “${unknown}” here. See /api/docs.`, { field: unknown })
  const merged: Flat = {}
  for (const { name, type } of fields) {
    const value = name in given ? given[name] : removedWithGroup(name, given) ? null : undefined
    const keep = value === undefined || (type === 'secret' && (value === '' || isMask(value)))
    const next = keep ? before[name] : value
    if (next !== undefined && next !== null && next !== '') merged[name] = next
  }
  return merged
}

/** Whoever may change settings need not know the secrets in them: sent to a host of theirs, to another port or in the clear, they would. */
function assertSameDestination(
  kind: ChannelKind,
  fields: FormField[],
  { before, given, after }: Record<'before' | 'given' | 'after', Flat>,
): void {
  for (const destination of destinationFields(adapterFor(kind).config)) {
    const standard = fields.find(({ name }) => name === destination)?.default
    if (placeOf(before[destination] ?? standard) === placeOf(after[destination] ?? standard)) continue
    const kept = fields.find(
      ({ name, type }) =>
        type === 'secret' && groupOf(name) === groupOf(destination) && isSet(before[name]) && !isEntered(given[name]) && isSet(after[name]),
    )
    if (kept)
      fail(
        'invalid',
        'The server, its port or its encryption has changed. Enter this secret again, so that it goes only where you mean it to.',
        {
          field: kept.name,
        },
      )
  }
}

const isSet = (value: unknown) => value !== undefined && value !== null && value !== ''
const isEntered = (value: unknown) => isSet(value) && !isMask(value)

/** What of an address decides who hears a secret: of a web address its scheme, host and port, else the whole. */
function placeOf(address: unknown): string {
  const text = String(address ?? '')
    .trim()
    .toLowerCase()
  return /^\w+:\/\//.test(text) && URL.canParse(text) ? new URL(text).origin : text
}

const isMask = (value: unknown) => z.strictObject({ set: z.boolean() }).safeParse(value).success

function removedWithGroup(name: string, given: Flat): boolean {
  const group = name.split('.').slice(0, -1).join('.')
  return group !== '' && given[group] === null
}

/** A form sends a group's ports and choices even when nobody filled it in: without any text it counts as left out. */
function withoutEmptyGroups(fields: FormField[], flat: Flat): Flat {
  const filled = (group: string) =>
    fields.some((field) => groupOf(field.name) === group && (field.type === 'text' || field.type === 'secret') && isOwnText(field, flat))
  return Object.fromEntries(Object.entries(flat).filter(([name]) => groupOf(name) === '' || filled(groupOf(name))))
}

const isOwnText = (field: FormField, flat: Flat) => flat[field.name] !== undefined && flat[field.name] !== field.default
const groupOf = (name: string) => name.split('.').slice(0, -1).join('.')

/** `{imap: {host}}` and `{'imap.host'}` alike to `{'imap.host'}`; one level deep, as forms are. */
function flatten(value: unknown): Flat {
  const entries = Object.entries(z.record(z.string(), z.unknown()).parse(value))
  return Object.fromEntries(entries.flatMap(([name, inner]) => (isGroup(inner) ? prefixed(name, inner) : [[name, inner] as const])))
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isMask(value)
}

const prefixed = (name: string, group: Record<string, unknown>) =>
  Object.entries(group).map(([inner, value]) => [`${name}.${inner}`, value] as const)

function nest(flat: Flat): Record<string, unknown> {
  const nested: Record<string, Record<string, unknown>> = Object.create(null)
  const plain: Flat = {}
  for (const [name, value] of Object.entries(flat)) {
    const [first = '', second] = name.split('.')
    if (second === undefined) plain[first] = value
    else (nested[first] ??= {})[second] = value
  }
  return { ...plain, ...nested }
}
