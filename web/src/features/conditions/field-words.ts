import type { TFunction } from 'i18next'
import type { ConditionField } from '../../../../contract/conditions.ts'
import type { conditionArea } from '../../i18n/condition-area.en.ts'

type FieldKey = keyof (typeof conditionArea)['conditions']['field']
type ChoiceKey = keyof (typeof conditionArea)['conditions']['choice']

/** What a field is called: by the workspace, or by us. A customer's field keeps its name among a conversation's. */
export function fieldName(t: TFunction, { field, label }: Pick<ConditionField, 'field' | 'label'>): string {
  return label ?? t(`conditions.field.${field.replace(/^customer\./, '').replaceAll('.', '_') as FieldKey}`)
}

export function groupName(t: TFunction, { group, field }: Pick<ConditionField, 'group' | 'field'>): string {
  const name = t(`conditions.group.${group}`)
  return field.startsWith('customer.') ? t('conditions.ofCustomer', { group: name }) : name
}

/** What one of a field's choices is called. */
export function choiceName(t: TFunction, { value, label }: { value: string; label: string | null }): string {
  return label ?? t(`conditions.choice.${value as ChoiceKey}`, { defaultValue: value })
}
