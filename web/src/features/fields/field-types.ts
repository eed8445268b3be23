import type { CustomFieldType } from '../../../../contract/fields.ts'

/** Every kind of field, the usual ones first. */
export const customFieldTypes: readonly CustomFieldType[] = [
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
]

export const isChoice = (type: CustomFieldType) => type === 'choice' || type === 'choices'

/** What the least and most of a field are of. */
export function limitsOf(type: CustomFieldType): 'length' | 'amount' | null {
  if (type === 'text' || type === 'long_text') return 'length'
  return type === 'number' || type === 'money' ? 'amount' : null
}
