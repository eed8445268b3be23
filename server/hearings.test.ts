import { expect, test } from 'vitest'
import type { DomainEvent } from '../contract/events.ts'
import { untilRightsChange } from './hearings.ts'

const named = (...names: string[]) => names.map((name) => ({ name }) as DomainEvent)

test('a batch is cut behind each change of rights, so that nothing after it is told by the old ones', () => {
  const [before, change, after, again, last] = named('user.joined', 'access.changed', 'message.noted', 'access.changed', 'team.updated')
  expect(untilRightsChange([before!, change!, after!, again!, last!])).toEqual([[before, change], [after, again], [last]])
  expect(untilRightsChange([change!])).toEqual([[change]])
  expect(untilRightsChange([])).toEqual([])
})
