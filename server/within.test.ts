import { expect, test } from 'vitest'
import { shared } from './within.ts'

test('who asks while an answer is being made, or a moment after, has that one', async () => {
  let made = 0
  let finish = () => {}
  const ask = shared(50, () => {
    made += 1
    return new Promise<number>((resolve) => (finish = () => resolve(made)))
  })
  const asked = [ask(), ask(), ask()]
  finish()
  expect(await Promise.all(asked)).toEqual([1, 1, 1])
  await expect
    .poll(() => {
      void ask()
      return made
    })
    .toBe(2)
})

test('an error is shared, and not kept', async () => {
  let fails = true
  const ask = shared(0, async () => {
    if (fails) throw new Error('not now')
    return 'well'
  })
  await expect(Promise.all([ask(), ask()])).rejects.toThrow('not now')
  fails = false
  await expect.poll(ask).toBe('well')
})
