import * as z from 'zod'
import type { FormField } from '../contract/channels.ts'

const words = z.object({ en: z.string(), 'zh-CN': z.string() })

/** The part of a JSON schema that a form is made of, with the marks (`.meta`) adapters put on their fields. */
const node = z.object({
  type: z.string().optional(),
  label: words.optional(),
  help: words.optional(),
  secret: z.boolean().optional(),
  advanced: z.boolean().optional(),
  destination: z.boolean().optional(),
  section: z.enum(['receiving', 'sending']).optional(),
  when: z.object({ field: z.string(), value: z.string() }).optional(),
  lines: z.boolean().optional(),
  enum: z.array(z.string()).optional(),
  choices: z.record(z.string(), words).optional(),
  default: z.union([z.string(), z.number(), z.boolean()]).optional().catch(undefined),
  get properties() {
    return z.record(z.string(), node).optional()
  },
  required: z.array(z.string()).optional(),
})
type Node = z.infer<typeof node>

const made = new WeakMap<z.ZodType, FormField[]>()

/** The set-up form of a config schema, in its order; groups are one level deep and become dotted names. */
export function formFields(schema: z.ZodType): FormField[] {
  const known = made.get(schema)
  if (known) return known
  const fields = fieldsOf(node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })), '', true)
  made.set(schema, fields)
  return fields
}

/** The fields that say where a group's secrets are sent, by dotted name: those marked `destination`. */
export function destinationFields(schema: z.ZodType): string[] {
  return destinationsOf(node.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' })), '')
}

function destinationsOf(group: Node, prefix: string): string[] {
  return Object.entries(group.properties ?? {}).flatMap(([key, field]) =>
    field.properties ? destinationsOf(field, `${prefix}${key}.`) : field.destination ? [`${prefix}${key}`] : [],
  )
}

function fieldsOf(group: Node, prefix: string, needed: boolean): FormField[] {
  return Object.entries(group.properties ?? {}).flatMap(([key, field]) => {
    const required = needed && (group.required ?? []).includes(key)
    const inGroup = { ...field, section: field.section ?? group.section, when: field.when ?? group.when }
    return field.properties ? fieldsOf(inGroup, `${prefix}${key}.`, required) : [toField(`${prefix}${key}`, inGroup, required)]
  })
}

function toField(name: string, field: Node, required: boolean): FormField {
  const type = typeOf(field)
  return {
    name,
    type,
    label: field.label ?? { en: name, 'zh-CN': name },
    help: field.help ?? null,
    advanced: field.advanced ?? false,
    required,
    section: field.section ?? null,
    when: field.when ?? null,
    default: type === 'secret' ? null : (field.default ?? null),
    choices: (field.enum ?? []).map((value) => ({ value, label: field.choices?.[value] ?? { en: value, 'zh-CN': value } })),
  }
}

function typeOf(field: Node): FormField['type'] {
  if (field.secret) return 'secret'
  if (field.enum) return 'choice'
  if (field.type === 'boolean') return 'boolean'
  if (field.lines) return 'lines'
  return field.type === 'integer' || field.type === 'number' ? 'number' : 'text'
}
