import { expect, test } from 'vitest'
import { pool } from '../../server/db.ts'
import { dropExpiredLimits, limit } from '../../server/rate-limit.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

const setExpire = (seconds: number) =>
  pool().query(`UPDATE rate_limits SET expire = ((extract(epoch FROM clock_timestamp()) + $1) * 1000)::bigint`, [seconds])
const kept = async () => (await pool().query('SELECT FROM rate_limits')).rowCount

test('so many tries pass, many at once too; then they are refused until their time is over, by the database’s clock', async () => {
  const { take, giveBack, clear } = limit('tried', { points: 5, seconds: 60 })
  const tries = await Promise.allSettled(Array.from({ length: 12 }, () => take('somebody')))
  expect(tries.filter(({ status }) => status === 'fulfilled').length).toBe(5)
  await take('somebody else')
  await expect(take('somebody')).rejects.toThrow('There were too many tries. Wait 1 min, then try again.')
  await setExpire(-1)
  await take('somebody')
  await clear('somebody')
  for (let n = 0; n < 20; n++) {
    await take('somebody')
    await giveBack('somebody')
  }
})

test('a count that ends later than it ever may was begun by a clock that was ahead, and is over', async () => {
  const { take } = limit('ahead', { points: 1, seconds: 60 })
  await take('somebody')
  await expect(take('somebody')).rejects.toThrow('too many tries')
  await setExpire(3_600)
  await take('somebody')
  await expect(take('somebody')).rejects.toThrow('Wait 1 min')
})

test('what is over is dropped, and nothing else', async () => {
  await pool().query('DELETE FROM rate_limits')
  const { take } = limit('dropped', { points: 1, seconds: 60 })
  await take('somebody')
  await dropExpiredLimits()
  expect(await kept()).toBe(1)
  await setExpire(-1)
  await dropExpiredLimits()
  expect(await kept()).toBe(0)
})
