import type * as z from 'zod'
import { endpoints, type EndpointName } from '../contract/api.ts'
import type { Actor } from '../contract/can.ts'
import { events, type DomainEvent } from '../contract/events.ts'
import { maskContact } from '../contract/mask.ts'
import type { Maskable } from '../contract/roles.ts'
import { translate } from './words.ts'

type Kinds = readonly Maskable[]
/** Answers `value` with its contact data in part; what holds none is answered as it is, not copied. */
type Mask = (value: unknown, kinds: Kinds) => unknown

/** Which contact data an actor sees in part only. */
export function maskedFor(actor: Actor): Kinds {
  return actor.type === 'user' ? actor.masked : []
}

/** For plain routes, which have no schema: shows one text of contact data as the actor may see it. */
export function maskFor(actor: Actor): (text: string) => string {
  const kinds = maskedFor(actor)
  return kinds.length === 0 ? (text) => text : (text) => maskContact(text, kinds)
}

/** An endpoint's answer as the actor may see it: strings its schema marks as `contact` are shown in part. */
export function maskOutput(name: EndpointName, actor: Actor, output: unknown): unknown {
  const kinds = maskedFor(actor)
  return kinds.length === 0 ? output : (maskOf(endpoints[name].output)?.(output, kinds) ?? output)
}

/** An event as a reader may see it whose role masks `kinds`. */
export function maskEvent(event: DomainEvent, kinds: Kinds): DomainEvent {
  const mask = kinds.length === 0 ? null : maskOf(events[event.name])
  return mask ? ({ ...event, data: mask(event.data, kinds) } as DomainEvent) : event
}

const made = new Map<z.core.$ZodType, Mask | null>()

/** The function that masks what fits a schema, made once; null when the schema has no contact data anywhere. */
export function maskOf(schema: z.core.$ZodType): Mask | null {
  const known = made.get(schema)
  if (known !== undefined) return known
  const mask = byMeta(schema) ?? byType((schema as z.core.$ZodTypes)._zod.def)
  made.set(schema, mask)
  return mask
}

function byMeta(schema: z.core.$ZodType): Mask | null {
  const marked = (schema as z.ZodType).meta()?.['contact']
  return marked === true ? maskAll : marked === 'said' ? maskSaid : marked === 'left out' ? leaveOut : null
}

/** Our own words stay whole, with their examples: only what fills them is somebody's. */
const maskSaid: Mask = (value, kinds) => {
  const text = String(value)
  return maskContact(text, kinds) === text ? text : translate(text, 'en', (part) => maskContact(part, kinds))
}

const leaveOut: Mask = () => ''

function byType(def: z.core.$ZodTypes['_zod']['def']): Mask | null {
  switch (def.type) {
    case 'object':
      return maskObject(def.shape)
    case 'array':
      return maskEach(maskOf(def.element))
    case 'record':
      return maskValues(maskOf(def.valueType))
    case 'union':
      return maskUnion(def.options)
    case 'lazy':
      return (value, kinds) => maskOf(def.getter())?.(value, kinds) ?? value
    case 'pipe':
      return maskOf(def.out)
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return maskPresent(maskOf(def.innerType))
    default:
      return null
  }
}

/** Every string in a value, however deep. */
const maskAll: Mask = (value, kinds) => {
  if (typeof value === 'string') return maskContact(value, kinds)
  if (Array.isArray(value)) return value.map((item) => maskAll(item, kinds))
  return isObject(value) ? mapValues(value, (item) => maskAll(item, kinds)) : value
}

function maskObject(shape: Record<string, z.core.$ZodType>): Mask | null {
  const masks = Object.entries(shape).flatMap(([key, schema]) => {
    const mask = maskOf(schema)
    return mask ? [[key, mask] as const] : []
  })
  if (masks.length === 0) return null
  return (value, kinds) => {
    const shown = { ...(value as Record<string, unknown>) }
    for (const [key, mask] of masks) if (key in shown) shown[key] = mask(shown[key], kinds)
    return shown
  }
}

function maskEach(mask: Mask | null): Mask | null {
  return mask && ((value, kinds) => (value as unknown[]).map((item) => mask(item, kinds)))
}

function maskValues(mask: Mask | null): Mask | null {
  return mask && ((value, kinds) => mapValues(value as object, (item) => mask(item, kinds)))
}

function maskPresent(mask: Mask | null): Mask | null {
  return mask && ((value, kinds) => (value === null || value === undefined ? value : mask(value, kinds)))
}

/** By the option the value fits; one that fits none is a mistake of ours, and shown with all its strings in part. */
function maskUnion(options: readonly z.core.$ZodType[]): Mask | null {
  const masks = options.map((schema) => ({ schema: schema as z.ZodType, mask: maskOf(schema) }))
  if (masks.every(({ mask }) => mask === null)) return null
  return (value, kinds) => {
    const fitting = masks.find(({ schema }) => schema.safeParse(value).success)
    return fitting ? (fitting.mask?.(value, kinds) ?? value) : maskAll(value, kinds)
  }
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null

function mapValues(value: object, map: (item: unknown) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item)]))
}
