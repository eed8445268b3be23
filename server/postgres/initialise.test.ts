import { expect, test } from 'vitest'
import { lastLine } from './initialise.ts'

test('why PostgreSQL ended is what it said of itself, not what it answered to those who wanted in', () => {
  const said = [
    'LOG:  starting PostgreSQL 18',
    'PANIC:  could not locate a valid checkpoint record',
    'FATAL:  the database system is starting up',
    'FATAL:  the database system is shutting down',
    'FATAL:  terminating connection due to unexpected postmaster exit',
    'FATAL:  password authentication failed for user "parley"',
    '',
  ]
  expect(lastLine(said.map((line) => `2026-01-31 09:30:00.123 UTC [7] ${line}`).join('\n'))).toContain('a valid checkpoint record')
})
