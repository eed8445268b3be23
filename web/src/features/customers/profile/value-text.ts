import type { Birthday, Customer } from '../../../../../contract/customers.ts'
import type { Field } from '../../../../../contract/fields.ts'
import { sayBoth } from '../../../i18n/both.ts'
import { nameOf, t } from '../../../i18n/index.ts'
import { type Clock, fullDate } from '../../../i18n/time.ts'
import type { State } from '../../../sync/store.ts'
import { birthdayText } from './birthday-text.ts'
import { moneyText } from './money.ts'
import type { ProfileValue } from './profile-keys.ts'

export type Known = Pick<State, 'users' | 'teams' | 'labels' | 'fields' | 'kinds'>

/** What a field is called on screen. */
export function fieldName(known: Pick<State, 'fields'>, key: string): string {
  switch (key) {
    case 'name':
    case 'company':
    case 'birthday':
    case 'owner':
    case 'team':
    case 'labels':
    case 'preferences':
      return t(`profile.field.${key}`)
    default:
      return known.fields[key]?.name ?? t('profile.field.unknown')
  }
}

/** A field's value in words; '' when it holds nothing. */
export function valueText(known: Known, key: string, value: ProfileValue, clock: Clock): string {
  if (value === null) return ''
  switch (key) {
    case 'owner':
      return known.users[String(value)]?.name ?? t('app.somebody')
    case 'team':
      return known.teams[String(value)]?.name ?? ''
    case 'labels':
      return (value as string[]).flatMap((id) => known.labels[id]?.name ?? []).join(', ')
    case 'birthday':
      return birthdayText(value as Birthday, clock.locale)
    case 'preferences':
      return preferencesText(known, value as Customer['preferences'])
    case 'name':
      return nameOf(String(value))
    default:
      return customText(known, known.fields[key], value, clock)
  }
}

function preferencesText({ kinds }: Known, { channel, locale }: Customer['preferences']): string {
  const kind = channel === null ? undefined : kinds[channel]
  return [kind ? sayBoth(kind.name) : channel, locale].filter((part) => part !== null).join(' · ')
}

function customText(known: Known, field: Field | undefined, value: ProfileValue, clock: Clock): string {
  switch (field?.type) {
    case 'number':
      return new Intl.NumberFormat(clock.locale).format(Number(value))
    case 'money':
      return moneyText(Number(value), field.currency ?? 'CNY', clock.locale)
    case 'boolean':
      return value ? t('app.yes') : t('app.no')
    case 'date':
      return fullDate({ ...clock, timeZone: 'UTC' }, `${String(value)}T00:00:00Z`)
    case 'choice':
    case 'choices':
      return [value]
        .flat()
        .map((id) => field.options.find((option) => option.id === id)?.label ?? String(id))
        .join(', ')
    case 'user':
      return known.users[String(value)]?.name ?? t('app.somebody')
    default:
      return String(value)
  }
}
