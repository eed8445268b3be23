import * as z from 'zod'
import { dbInt, dbNumber, dbText, endpoint, id, line, nothing, page } from './endpoint.ts'

export const customFieldType = z.enum([
  'text',
  'long_text',
  'number',
  'money',
  'date',
  'boolean',
  'choice',
  'choices',
  'url',
  'phone',
  'email',
  'user',
])
export type CustomFieldType = z.infer<typeof customFieldType>

const option = z.object({ id, label: line(80) })

/** What a custom field takes. `min` and `max` bound a number, an amount (minor units) or the length of a text. */
const rules = {
  required: z.boolean().default(false),
  min: dbNumber.nullable().default(null),
  max: dbNumber.nullable().default(null),
  /** ISO 4217; of a `money` field. */
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'Write the currency as three letters, such as CNY.')
    .nullable()
    .default(null),
  options: z.array(option).max(200).default([]),
  help: dbText(300).default(''),
}

export const field = z.object({
  id,
  version: z.number().int(),
  name: z.string(),
  type: customFieldType,
  required: z.boolean(),
  min: z.number().nullable(),
  max: z.number().nullable(),
  currency: z.string().nullable(),
  options: z.array(z.object({ id, label: z.string() })),
  help: z.string(),
  /** Put away: its values are kept and no longer shown. */
  archived: z.boolean(),
})
export type Field = z.infer<typeof field>

/** What a profile shows, in which order; `fields` holds keys: `birthday`, `company`, `labels`… or a custom field's id. */
export const profileLayout = z.object({
  version: z.number().int(),
  sections: z.array(z.object({ id, title: dbText(60), fields: z.array(dbText(40)).max(100) })).max(20),
})
export type ProfileLayout = z.infer<typeof profileLayout>

export const label = z.object({ id, version: z.number().int(), name: z.string(), /** One of the look's tones. */ tone: z.string() })
export type Label = z.infer<typeof label>

const tone = z.enum(['plain', 'accent', 'seal', 'green', 'amber', 'violet', 'teal'])

export const fieldEndpoints = {
  'field.list': endpoint('get', '/fields', 'Custom fields of customers, the put away ones too', {}, page(field)),
  'field.create': endpoint('post', '/fields', 'Add a custom field', { name: line(60), type: customFieldType, ...rules }, field),
  'field.update': endpoint(
    'patch',
    '/fields/:id',
    'Change a custom field; its type stays, and an option in use can be renamed but not removed',
    {
      id,
      name: line(60).optional(),
      required: z.boolean().optional(),
      min: dbNumber.nullable().optional(),
      max: dbNumber.nullable().optional(),
      options: z.array(option).max(200).optional(),
      help: dbText(300).optional(),
      archived: z.boolean().optional(),
    },
    field,
  ),
  'layout.get': endpoint('get', '/profile-layout', 'How the profile is laid out', {}, profileLayout),
  'layout.update': endpoint(
    'patch',
    '/profile-layout',
    'Lay the profile out anew; refused when somebody else did meanwhile',
    { version: dbInt(), sections: profileLayout.shape.sections },
    profileLayout,
  ),
  'label.list': endpoint('get', '/labels', 'Labels, by name', {}, page(label)),
  'label.create': endpoint('post', '/labels', 'Make a label', { name: line(40), tone: tone.default('plain') }, label),
  'label.update': endpoint('patch', '/labels/:id', 'Rename a label', { id, name: line(40).optional(), tone: tone.optional() }, label),
  'label.delete': endpoint('delete', '/labels/:id', 'Remove a label, from every customer too', { id }, nothing),
} as const

export const fieldEvents = {
  'field.created': z.object({ field }),
  'field.updated': z.object({ field }),
  'layout.updated': z.object({ layout: profileLayout }),
  'label.created': z.object({ label }),
  'label.updated': z.object({ label }),
  'label.deleted': z.object({ id }),
} as const
