import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fold } from '../../language/folding.ts'
import { reconcile, type Sides } from './reconcile.ts'

const names = fc.uniqueArray(fc.constantFrom('VIP', '老客户', '红茶', '绿茶', 'Wholesale', '投诉'), { selector: fold })

/** Both sides after everything was done. */
function settled({ here, there, agreed }: Sides) {
  const { come, go, add, remove } = reconcile({ here, there, agreed })
  return {
    here: [...here.filter((name) => !go.includes(name)), ...come].toSorted(),
    there: [...there.filter((name) => !remove.includes(name)), ...add].toSorted(),
  }
}

describe('labels on two sides', () => {
  test('come to be the same, and then stay', () => {
    fc.assert(
      fc.property(names, names, names, (here, there, agreed) => {
        const after = settled({ here, there, agreed })
        expect(after.here).toEqual(after.there)
        expect(settled({ ...after, agreed: after.here })).toEqual(after)
      }),
    )
  })

  test('keep what either has added, and lose what either has removed', () => {
    fc.assert(
      fc.property(names, names, names, (here, there, agreed) => {
        const after = settled({ here, there, agreed }).here
        for (const name of [...here, ...there]) {
          const removed = agreed.includes(name) && !(here.includes(name) && there.includes(name))
          expect(after.includes(name)).toBe(!removed)
        }
      }),
    )
  })

  test('are all kept when they meet first', () => {
    expect(settled({ here: ['VIP'], there: ['老客户'], agreed: [] }).here).toEqual(['VIP', '老客户'])
  })

  test('are the same in other letters, and go under the name of the side they are on', () => {
    expect(reconcile({ here: ['vip'], there: ['VIP'], agreed: [] })).toEqual({ come: [], go: [], add: [], remove: [] })
    expect(reconcile({ here: [], there: ['ＶＩＰ'], agreed: ['vip'] })).toMatchObject({ remove: ['ＶＩＰ'] })
  })
})
