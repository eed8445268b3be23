import { expect, test } from 'vitest'
import type { Customer } from '../../../../contract/customers.ts'
import { outcomeOf, rowsOf } from './compare.ts'

const customer = (more: Partial<Customer>): Customer => ({
  id: 'c1',
  version: 1,
  name: 'Mei',
  identities: [],
  company: null,
  birthday: null,
  ownerId: null,
  teamId: null,
  labelIds: [],
  preferences: { channel: null, locale: null },
  fields: {},
  states: {},
  mergedIds: [],
  access: [],
  erased: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  lastSeenAt: null,
  ...more,
})

const outcomes = (into: Partial<Customer>, from: Partial<Customer>) =>
  rowsOf(customer(into), customer(from)).map((row) => [row.key, outcomeOf(row)])

test('what only the other has fills, what both have and differs goes to review, what is the same does neither', () => {
  const into = { company: 'Tea', fields: { size: 'S' }, ownerId: 'u1' }
  const from = { company: 'Acme', fields: { size: 'S', city: 'Hangzhou' } }
  expect(outcomes(into, from)).toEqual([
    ['company', 'disagrees'],
    ['owner', null],
    ['size', null],
    ['city', 'fills'],
  ])
})

test('labels are added, unless they are there already', () => {
  expect(outcomes({ labelIds: ['a', 'b'] }, { labelIds: ['b'] })).toEqual([['labels', null]])
  expect(outcomes({ labelIds: ['a'] }, { labelIds: ['b'] })).toEqual([['labels', 'fills']])
})

test('empty fields of both are not shown', () => {
  expect(rowsOf(customer({}), customer({}))).toEqual([])
})
