import type { TFunction } from 'i18next'
import type { Condition, ConditionField, Test } from '../../../../contract/conditions.ts'
import { fullDate, useClock, type Clock } from '../../i18n/time.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useKindName } from '../../sync/kinds.ts'
import { type State, useStore } from '../../sync/store.ts'
import { takesDays } from './draft.ts'
import { choiceName, fieldName } from './field-words.ts'
import { type Subject, useConditionFields } from './use-condition-fields.ts'

type Names = Pick<State, 'users' | 'teams' | 'labels' | 'channels' | 'segments'>
type Words = { t: TFunction; clock: Clock; fields: readonly ConditionField[]; names: Names; kindName: ReturnType<typeof useKindName> }

/** A condition as one sentence. */
export default function ConditionWords({ subject, condition }: { subject: Subject; condition: Condition }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { fields, phase } = useConditionFields(subject)
  const kindName = useKindName()
  const users = useStore((state) => state.users)
  const teams = useStore((state) => state.teams)
  const labels = useStore((state) => state.labels)
  const channels = useStore((state) => state.channels)
  const segments = useStore((state) => state.segments)
  if (phase !== 'ready') return t('inbox.filtered')
  return sentenceOf(condition, { t, clock, fields, kindName, names: { users, teams, labels, channels, segments } })
}

/** The words of a condition; parts within parts stand in brackets. */
function sentenceOf(condition: Condition, words: Words, isPart = false): string {
  const { t } = words
  if ('field' in condition) return testOf(condition, words)
  if ('not' in condition) return t('conditions.notWords', { part: sentenceOf(condition.not, words) })
  const [parts, join] = 'all' in condition ? [condition.all, t('conditions.andWords')] : [condition.any, t('conditions.orWords')]
  const said = parts.map((part) => sentenceOf(part, words, parts.length > 1)).join(join)
  return isPart && parts.length > 1 ? t('conditions.bracketed', { part: said }) : said
}

function testOf({ field, op, value }: Test, words: Words): string {
  const { t, fields } = words
  const known = fields.find((one) => one.field === field)
  if (!known) return t('conditions.fieldGone')
  return [fieldName(t, known), t(`conditions.op.${op}`), valueOf(known, { op, value }, words)].filter(Boolean).join(' ')
}

function valueOf(field: ConditionField, { op, value }: Pick<Test, 'op' | 'value'>, words: Words): string {
  const { t } = words
  if (value === undefined) return ''
  if (takesDays(op)) return `${String(value)} ${t('conditions.days')}`
  const said = (Array.isArray(value) ? value : [value]).map((one) => oneOf(field, one, words))
  return op === 'between' ? said.join(` ${t('conditions.and')} `) : said.join(t('conditions.listWords'))
}

const tables = { user: 'users', team: 'teams', label: 'labels', channel: 'channels', segment: 'segments' } as const

function oneOf(
  { field, type, choices, of, currency }: ConditionField,
  value: string | number | boolean,
  { t, clock, names, kindName }: Words,
): string {
  if (typeof value === 'boolean') return t(value ? 'conditions.yes' : 'conditions.no')
  if (typeof value === 'number') return currency ? amountOf(value, currency, clock) : value.toLocaleString(clock.locale)
  if (of === 'user' && value === 'me') return t('conditions.me')
  if (of) return names[tables[of]][value]?.name ?? t('conditions.gone')
  if (/(^|\.)channel_kinds?$/.test(field)) return kindName(value as Parameters<typeof kindName>[0])
  const choice = choices?.find((one) => one.value === value)
  if (choice) return choiceName(t, choice)
  if (type === 'date' || type === 'time') return fullDate({ ...clock, timeZone: 'UTC' }, `${value.slice(0, 10)}T00:00:00Z`)
  return t('conditions.quoted', { value })
}

/** An amount in minor units. */
function amountOf(minor: number, currency: string, { locale }: Clock): string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}
