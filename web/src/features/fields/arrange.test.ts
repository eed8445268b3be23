import { expect, test } from 'vitest'
import { moveField, moveSection, stepFrom, unplaced, type Sections } from './arrange.ts'

const sections: Sections = [
  { id: 'one', title: 'One', fields: ['company', 'birthday', 'owner'] },
  { id: 'two', title: 'Two', fields: ['team'] },
]
const keys = (moved: Sections) => moved.map((section) => section.fields.join(' '))

test('a field moves within its section, to another, and off the profile', () => {
  expect(keys(moveField(sections, 'company', { sectionId: 'one', index: 2 }))).toEqual(['birthday company owner', 'team'])
  expect(keys(moveField(sections, 'owner', { sectionId: 'one', index: 0 }))).toEqual(['owner company birthday', 'team'])
  expect(keys(moveField(sections, 'company', { sectionId: 'two', index: 1 }))).toEqual(['birthday owner', 'team company'])
  expect(keys(moveField(sections, 'company', null))).toEqual(['birthday owner', 'team'])
  expect(keys(moveField(sections, 'labels', { sectionId: 'two', index: 0 }))).toEqual(['company birthday owner', 'labels team'])
})

test('steps go past the neighbour, then into the next section, and end at the ends', () => {
  const step = (key: string, by: 1 | -1) => {
    const to = stepFrom(sections, key, by)
    return to === undefined ? 'end' : keys(moveField(sections, key, to))
  }
  expect(step('company', 1)).toEqual(['birthday company owner', 'team'])
  expect(step('owner', -1)).toEqual(['company owner birthday', 'team'])
  expect(step('owner', 1)).toEqual(['company birthday', 'owner team'])
  expect(step('team', -1)).toEqual(['company birthday owner team', ''])
  expect([step('company', -1), step('team', 1)]).toEqual(['end', 'end'])
})

test('sections change places, and stay at the ends', () => {
  const ids = (moved: Sections) => moved.map(({ id }) => id)
  expect(ids(moveSection(sections, 'one', 1))).toEqual(['two', 'one'])
  expect(ids(moveSection(sections, 'one', -1))).toEqual(['one', 'two'])
})

test('what stands nowhere can be put on the profile', () => {
  expect(unplaced(sections, [])).toEqual(['labels', 'preferences'])
})
