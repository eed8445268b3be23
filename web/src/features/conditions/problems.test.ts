import { expect, test } from 'vitest'
import type { ConditionField, Operator } from '../../../../contract/conditions.ts'
import { newGroup, newTest, type TestDraft } from './draft.ts'
import { problemsOf, type Problem } from './problems.ts'

const field = (name: string, type: ConditionField['type'], operators: Operator[]): ConditionField => ({
  ...{ field: name, type, operators, subject: 'customer', group: 'profile' },
  ...{ currency: null, label: null, choices: null, of: null },
})
const company = field('company', 'text', ['is', 'contains', 'is_set'])
const fields = [
  company,
  field('messages_in', 'number', ['is', 'between']),
  field('birthday', 'date', ['between', 'in_next_days']),
  { ...field('mood', 'choice', ['is', 'is_any_of']), choices: [{ value: 'positive', label: null }] },
]
const part = (name: string, op: Operator, value?: TestDraft['value']): TestDraft => ({ key: `${name} ${op}`, field: name, op, value })

test.each<[string, TestDraft, Problem | null]>([
  ['is written', part('company', 'contains', 'li'), null],
  ['lacks its value', newTest(company), 'missing'],
  ['has only blanks', part('company', 'is', ' '), 'missing'],
  ['needs none', part('company', 'is_set'), null],
  ['asks about a field that is gone', part('fields.gone', 'is', 'x'), 'field'],
  ['compares in a way the person may not', part('company', 'starts_with', 'x'), 'operator'],
  ['has letters for a number', part('messages_in', 'is', 'ten'), 'number'],
  ['has half a range', part('messages_in', 'between', [1, '']), 'missing'],
  ['has a range with letters', part('messages_in', 'between', [1, 'b']), 'number'],
  ['has a range backwards', part('messages_in', 'between', [9, 1]), 'range'],
  ['has days backwards', part('birthday', 'between', ['2026-02-01', '2026-01-01']), 'range'],
  ['has a part of a day', part('birthday', 'in_next_days', '1.5'), 'days'],
  ['has more days than the server takes', part('birthday', 'in_next_days', 40_000), 'days'],
  ['has a choice that is gone', part('mood', 'is_any_of', ['positive', 'elated']), 'option'],
])('a part that %s', (_, test, problem) => {
  expect(problemsOf(newGroup('all', [test]), fields)[0]?.problem ?? null).toBe(problem)
})

test('each says where it stands, as the server counts; a group within may not be empty', () => {
  const draft = newGroup('all', [
    part('company', 'is_set'),
    newGroup('any', [part('company', 'is_set'), newTest(company), newGroup('all')]),
    part('messages_in', 'is', 'ten'),
  ])
  expect(problemsOf(draft, fields).map(({ where, problem }) => [where, problem])).toEqual([
    ['2.2', 'missing'],
    ['2.3', 'empty'],
    ['3', 'number'],
  ])
  expect(problemsOf(newGroup(), fields)).toEqual([])
})
