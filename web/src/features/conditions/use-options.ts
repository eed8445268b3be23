import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField } from '../../../../contract/conditions.ts'
import { useKindName, useOwnKinds } from '../../sync/kinds.ts'
import { useStore } from '../../sync/store.ts'
import { choiceName } from './field-words.ts'

export type Option = { value: string; label: string }

/** What a field's value is chosen from; null where it is written. People come with oneself first, whoever that is. */
export function useOptions({ field, choices, of }: Pick<ConditionField, 'field' | 'choices' | 'of'>): Option[] | null {
  const { t } = useTranslation()
  const named = useStore((state) => (of ? state[tables[of]] : null))
  const kinds = useKindOptions()
  if (asksForKind.test(field)) return kinds
  if (choices) return choices.map((choice) => ({ value: choice.value, label: choiceName(t, choice) }))
  if (!named) return null
  const options = Object.values(named).map(({ id, name }: { id: string; name: string }) => ({ value: id, label: name }))
  const sorted = options.sort((a, b) => a.label.localeCompare(b.label))
  return of === 'user' ? [{ value: 'me', label: t('conditions.me') }, ...sorted] : sorted
}

const tables = { user: 'users', team: 'teams', label: 'labels', channel: 'channels', segment: 'segments' } as const
const asksForKind = /(^|\.)channel_kinds?$/

/** Of the kinds of channels there are, those that are in use here, as they are called. */
function useKindOptions(): Option[] {
  const kindName = useKindName()
  return useOwnKinds().map((kind) => ({ value: kind, label: kindName(kind) }))
}
