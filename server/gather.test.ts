import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { gather } from './gather.ts'

function recorder() {
  const groups: number[][] = []
  const work = async (items: number[]) => {
    groups.push(items)
    await sleep(5)
    if (items.includes(13)) throw new Error('13 is refused')
    return items.map((item) => item * 10)
  }
  return { groups, work }
}

it('gives each caller its own result, and groups what comes while one is under way', async () => {
  const { groups, work } = recorder()
  const one = gather(work, 100)
  const first = one(1)
  await sleep(2)
  const results = await Promise.all([first, one(2), one(3), one(4)])
  expect(results).toEqual([10, 20, 30, 40])
  expect(groups).toEqual([[1], [2, 3, 4]])
})

it('keeps the order, and groups no more than it may', async () => {
  const { groups, work } = recorder()
  const one = gather(work, 2)
  await Promise.all([1, 2, 3, 4, 5].map(one))
  expect(groups).toEqual([[1, 2], [3, 4], [5]])
})

it('fails only the one at fault, and goes on after it', async () => {
  const { work } = recorder()
  const one = gather(work, 100)
  const outcomes = await Promise.allSettled([one(1), one(13), one(3)])
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  expect(await one(4)).toBe(40)
})
