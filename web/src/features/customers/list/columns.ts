import { useMemo } from 'react'
import { prefer, usePreferences } from '../../../app/preferences.ts'
import { t } from '../../../i18n/index.ts'
import { type State, useStore } from '../../../sync/store.ts'
import { fieldName } from '../profile/value-text.ts'

const builtIn = ['identity', 'company', 'owner', 'team', 'labels', 'birthday', 'seen', 'created'] as const
const usual = ['identity', 'company', 'owner', 'labels', 'seen', 'created']

/** What a column is called. Its key is that of a profile field, or one of the list's own. */
export function columnName(state: Pick<State, 'fields'>, key: string): string {
  if (key === 'identity') return t('customers.identity')
  if (key === 'seen') return t('customers.seen')
  return key === 'created' ? t('customers.created') : fieldName(state, key)
}

/** Columns shown beside the name, in order, and all there are to choose from. */
export function useColumns() {
  const preferred = usePreferences((preferences) => preferences.columns)
  const fields = useStore((state) => state.fields)
  return useMemo(() => {
    const all = [
      ...builtIn,
      ...Object.values(fields)
        .filter((field) => !field.archived)
        .map((field) => field.id),
    ]
    return { all, shown: (preferred ?? usual).filter((key) => all.includes(key)) }
  }, [preferred, fields])
}

/** The columns with one of them put before another, or at the end. */
export function moveColumn(columns: readonly string[], key: string, before: string | null): string[] {
  const others = columns.filter((one) => one !== key)
  const at = before === null ? -1 : others.indexOf(before)
  return at < 0 ? [...others, key] : others.toSpliced(at, 0, key)
}

/** The columns with one of them a step further left (-1) or right (1). */
export function stepColumn(columns: readonly string[], key: string, by: 1 | -1): string[] {
  const to = columns.indexOf(key) + by
  return to < 0 || to >= columns.length ? [...columns] : columns.filter((one) => one !== key).toSpliced(to, 0, key)
}

export const chooseColumns = (columns: readonly string[] | null) => prefer({ columns })

/** Widths of the table: the name takes what is left. */
export const gridOf = (columns: readonly string[]) => ({
  gridTemplateColumns: `44px minmax(190px,1.4fr) ${columns.map(() => 'minmax(128px,1fr)').join(' ')}`,
  minWidth: 44 + 190 + columns.length * 128,
})
