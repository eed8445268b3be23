import type { Field } from '../../contract/fields.ts'
import type { ImportOptions } from '../../contract/imports.ts'
import { importTargets } from '../../contract/import-file.ts'
import { fold } from '../../language/folding.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'
import { findFields } from '../profile/fields.ts'
import { phoneRegion } from '../identity/region.ts'
import type { Reading } from './cell.ts'
import { shareable } from './targets.ts'

/** What a file's rows are read with. Refuses (`invalid`) a mapping that leads nowhere, or twice to the same place, or names nobody. */
export async function readingOf(sql: Sql, columns: string[], options: ImportOptions): Promise<Reading> {
  const fields = new Map((await findFields(sql)).filter(({ archived }) => !archived).map((field) => [field.id, field]))
  const mapped = Object.entries(options.mapping).map(([index, target]) => ({ index: Number(index), target }))
  for (const { index, target } of mapped) assertTarget(columns[index], target, fields)
  assertOnce(mapped.map(({ target }) => target))
  return {
    columns: mapped.map(({ index, target }) => ({ index, target, name: columns[index]! })),
    dateOrder: options.dateOrder,
    choices: new Map(
      Object.entries(options.choices).map(([index, words]) => [
        Number(index),
        new Map(Object.entries(words).map(([word, option]) => [fold(word).trim(), option])),
      ]),
    ),
    region: await phoneRegion(sql),
    fields,
    people: await findPeople(sql),
  }
}

const at = { field: 'options.mapping' }

function assertTarget(column: string | undefined, target: string, fields: Map<string, Field>): void {
  if (column === undefined) fail('invalid', 'The file does not have this column. Choose another one.', at)
  const known = importTargets.some((one) => one === target) || fields.has(target.replace(/^fields\./, ''))
  if (!known) fail('invalid', `The column “${column}” goes to a field that is not there (any more). Choose another one.`, at)
}

function assertOnce(targets: string[]): void {
  const twice = targets.find((target, index) => !shareable.has(target) && targets.indexOf(target) < index)
  if (twice !== undefined) fail('invalid', 'Two columns go to the same field. Leave one of them out.', at)
  if (!targets.some((target) => ['name', 'firstName', 'lastName', 'phone', 'email'].includes(target)))
    fail('invalid', 'Say which column holds the name, the phone number or the mail address.', at)
}

async function findPeople(sql: Sql): Promise<Map<string, string | null>> {
  const people = await sql<{ id: string; name: string; email: string }>(
    'SELECT id, name, email FROM users WHERE workspace_id = $1::uuid AND disabled_at IS NULL',
  )
  const byName = new Map<string, string | null>()
  for (const { id, name } of people) byName.set(fold(name), byName.has(fold(name)) ? null : id)
  for (const { id, email } of people) byName.set(fold(email), id)
  return byName
}

/** The mapping without what is not there any more: of an import long ago. */
export function stillThere(options: ImportOptions, fields: Field[]): ImportOptions {
  const there = (target: string) =>
    importTargets.some((one) => one === target) || fields.some(({ id, archived }) => !archived && target === `fields.${id}`)
  return { ...options, mapping: Object.fromEntries(Object.entries(options.mapping).filter(([, target]) => there(target))) }
}
