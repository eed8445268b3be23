import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Condition } from '../../../../contract/conditions.ts'
import { conditionOf, draftOf, isComplete, newGroup, valueFor, type TestDraft } from './draft.ts'

const name = { field: 'name', op: 'contains', value: 'li' } as const
const owner = { field: 'owner', op: 'is_set' } as const

describe('a condition', () => {
  test('that is edited and left as it was stays as it was', () => {
    const leaf = fc.constantFrom<Condition>(name, owner, { field: 'created', op: 'in_last_days', value: 7 })
    const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
      condition: fc.oneof(
        { maxDepth: 3 },
        fc.record({ all: fc.array(fc.oneof(leaf, tie('condition')), { minLength: 1, maxLength: 3 }) }),
        fc.record({ any: fc.array(fc.oneof(leaf, tie('condition')), { minLength: 1, maxLength: 3 }) }),
        fc.record({ not: fc.record({ any: fc.array(leaf, { minLength: 1, maxLength: 3 }) }) }),
      ),
    }))
    fc.assert(
      fc.property(condition, (given) => {
        expect(conditionOf(draftOf(given))).toEqual(given)
      }),
    )
  })

  test('of a single test becomes a group of one', () => {
    expect(conditionOf(draftOf(name))).toEqual({ all: [name] })
  })

  test('that says no in another way says the same', () => {
    expect(conditionOf(draftOf({ not: name }))).toEqual({ not: { any: [name] } })
    expect(conditionOf(draftOf({ not: { all: [name, owner] } }))).toEqual({ not: { any: [{ all: [name, owner] }] } })
  })
})

test('a group that asks nothing holds for all, whatever its mode', () => {
  expect(conditionOf(newGroup('none'))).toEqual({ all: [] })
  expect(conditionOf(newGroup('any'))).toEqual({ all: [] })
})

test.each([
  ['nothing to compare with', { op: 'is_set', value: undefined }, true],
  ['a text not written yet', { op: 'contains', value: '' }, false],
  ['only blanks', { op: 'contains', value: '  ' }, false],
  ['no choice of several', { op: 'is_any_of', value: [] }, false],
  ['half of a range', { op: 'between', value: [1, ''] }, false],
  ['zero', { op: 'more', value: 0 }, true],
  ['no', { op: 'is', value: false }, true],
] as const)('a test with %s', (_, { op, value }, complete) => {
  expect(isComplete({ key: 'x', field: 'f', op, value: value as TestDraft['value'] })).toBe(complete)
})

test('a value stays with another comparison as far as it fits', () => {
  const one: TestDraft = { key: 'x', field: 'team', op: 'is', value: 'a' }
  expect(valueFor('is_any_of', one)).toEqual(['a'])
  expect(valueFor('is_not', { ...one, op: 'is_any_of', value: ['a', 'b'] })).toBe('a')
  expect(valueFor('is_set', one)).toBeUndefined()
  expect(valueFor('before', { ...one, op: 'in_last_days', value: 7 })).toBeUndefined()
})
