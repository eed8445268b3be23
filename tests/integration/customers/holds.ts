import type { Condition, Test } from '../../../contract/conditions.ts'

/** A customer as far as the generated conditions ask about one. */
export type Person = {
  id: string
  name: string
  company: string | null
  ownerId: string | null
  labelIds: string[]
  createdAt: Date
  lastSeenAt: Date | null
  email: string | null
  messagesIn: number | null
  size: number | null
  level: string | null
  consent: string[]
}

/** What a condition means, told once more without SQL. `number` and `choice` are the ids of the custom fields. */
export function holds(condition: Condition, one: Person, fields: { number: string; choice: string }): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, one, fields))
  if ('any' in condition) return condition.any.some((part) => holds(part, one, fields))
  if ('not' in condition) return !holds(condition.not, one, fields)
  const value = valueOf(condition.field, one, fields)
  switch (condition.op) {
    case 'is_not':
      return !compares('is', value, condition)
    case 'contains_not':
      return !compares('contains', value, condition)
    case 'is_none_of':
      return !compares('is_any_of', value, condition)
    case 'is_not_set':
      return !compares('is_set', value, condition)
    default:
      return compares(condition.op, value, condition)
  }
}

function valueOf(field: string, one: Person, { number, choice }: { number: string; choice: string }): unknown {
  const values: Record<string, unknown> = {
    name: one.name,
    company: one.company === '' ? null : one.company,
    // Written with the id before it, so that two may have the same.
    email: one.email === null ? null : `${one.id}-${one.email}`,
    owner: one.ownerId,
    labels: one.labelIds,
    created: one.createdAt,
    last_seen: one.lastSeenAt,
    messages_in: one.messagesIn ?? 0,
    [`fields.${number}`]: one.size,
    [`fields.${choice}`]: one.level,
    'consent.marketing': one.consent.at(-1) ?? null,
  }
  return values[field]
}

function compares(op: Test['op'], value: unknown, { value: asked }: Test): boolean {
  if (Array.isArray(value)) return comparesList(op, value as string[], asked as string[])
  if (op === 'is_set') return value !== null
  if (value === null) return false
  if (value instanceof Date) return comparesTime(op, value, String(asked))
  if (typeof value === 'number') return comparesNumber(op, value, asked)
  const [text, part] = [String(value).toLowerCase(), String(asked).toLowerCase()]
  if (op === 'is_any_of') return (asked as string[]).includes(String(value))
  return op === 'is' ? text === part : op === 'contains' ? text.includes(part) : text.startsWith(part)
}

function comparesList(op: Test['op'], list: string[], asked: string[]): boolean {
  if (op === 'is_set') return list.length > 0
  return op === 'has_all_of' ? asked.every((one) => list.includes(one)) : asked.some((one) => list.includes(one))
}

function comparesNumber(op: Test['op'], value: number, asked: unknown): boolean {
  if (op === 'between') return value >= (asked as number[])[0]! && value <= (asked as number[])[1]!
  return op === 'is' ? value === asked : op === 'less' ? value < Number(asked) : value > Number(asked)
}

/** A day begins and ends in UTC, the zone of a new workspace. */
function comparesTime(op: Test['op'], value: Date, asked: string): boolean {
  const isDay = asked.length === 10
  const moment = new Date(asked).getTime()
  if (op === 'before') return value.getTime() < moment
  return isDay ? value.getTime() >= moment + 86_400_000 : value.getTime() > moment
}
