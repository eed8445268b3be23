import type { Condition } from '../../contract/conditions.ts'
import { asking, asSaved, type Askable, type Catalogue, type Terms } from '../../server/conditions/catalogue.ts'
import { compile } from '../../server/conditions/compile.ts'
import type { Sql } from '../../server/db.ts'
import { fail } from '../../server/errors.ts'

/** A segment may be made of segments, which are written out where they stand: this many in all, this far down. */
const limits = { written: 40, depth: 5 }

type Row = { id: string; name: string; condition: Condition }

/**
 * Being in another segment: a field for each condition that is compiled. Refuses with `invalid` a segment that contains itself, however far
 * down. Who may not ask what a segment asks may still use the segment: `asSaved`.
 */
export async function segmentFields(sql: Sql, fields: Catalogue): Promise<() => Askable> {
  const rows = await sql<Row>('SELECT id, name, condition FROM segments WHERE workspace_id = $1::uuid')
  const segments = new Map(rows.map((row) => [row.id, row]))
  return () => segmentField(segments, fields)
}

function segmentField(segments: ReadonlyMap<string, Row>, fields: Catalogue): Askable {
  let written = 0
  return within([])

  function within(trail: string[]): Askable {
    return asking(
      { type: 'reference', group: 'profile', operators: ['is', 'is_not', 'is_any_of', 'is_none_of'], of: 'segment' },
      ({ value }, terms) =>
        `(${[value]
          .flat()
          .map((id) => membership(String(id), trail, terms))
          .join(' OR ')})`,
    )
  }

  function membership(id: string, trail: string[], terms: Terms): string {
    const segment = segments.get(id) ?? fail('invalid', 'The condition names a segment that does not exist (any more). Choose another.')
    if (trail.includes(id)) fail('invalid', `The segment “${segment.name}” would contain itself. Take it out of the condition.`)
    written += 1
    if (written > limits.written || trail.length >= limits.depth)
      fail('invalid', 'The condition is made of too many segments inside one another. Write some of them out.')
    return compile(segment.condition, new Map([...fields, ['segment', within([...trail, id])]]), { ...terms, ...asSaved })
  }
}
