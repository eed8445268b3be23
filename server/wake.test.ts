import { expect, it } from 'vitest'
import { waitForWake, wake, wakesSoFar } from './wake.ts'

it('does not lose a wake-up that rings between looking for work and waiting for it', async () => {
  const seen = wakesSoFar('raw')
  wake('raw')
  const start = performance.now()
  await waitForWake('raw', 2_000, undefined, seen)
  expect(performance.now() - start).toBeLessThan(1_000)
})

it('waits for the next one when it has seen them all, and no longer than it may', async () => {
  wake('raw')
  const start = performance.now()
  await waitForWake('raw', 50, undefined, wakesSoFar('raw'))
  expect(performance.now() - start).toBeGreaterThan(40)
})
