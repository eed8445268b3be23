import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import * as z from 'zod'
import { endpoints, type EndpointName } from '../../contract/api.ts'
import { customerEndpoints } from '../../contract/customers.ts'
import { userEndpoints } from '../../contract/users.ts'
import type { Context } from '../../server/context.ts'
import { AppError } from '../../server/errors.ts'
import { call, stranger } from '../integration/call.ts'
import { newPerson, newWorkspace } from '../integration/workspaces.ts'
import { useDatabase } from '../support/database.ts'

useDatabase()

let owner: Context
let customerId: string
beforeAll(async () => {
  owner = (await newPerson(await newWorkspace(), 'owner')).context
  customerId = (await call(owner, 'customer.create', { name: 'Target', email: 'target@example.com' })).id
})

// Hashing passwords and limits would only slow this down, and have their own tests.
const slow = new Set<string>(['setup.create', 'session.create', 'invite.accept', 'session.delete', 'user.update'])
const names = ([...Object.keys(userEndpoints), ...Object.keys(customerEndpoints)] as EndpointName[]).filter((name) => !slow.has(name))

const nasty = fc.constantFrom(
  '\0',
  '\ud800',
  '%',
  '_',
  '\\',
  "'; DROP TABLE users; --",
  '{{7*7}}',
  '../..',
  '\u202e',
  '1e400',
  '-0',
  '𝒳'.repeat(30),
)
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 20 }), fc.emailAddress())
const value = fc.oneof(text, text, text, fc.uuid(), fc.integer(), fc.anything())

test.each(names)('%s answers whatever it is sent, with an answer or a refusal', async (name) => {
  const fields = Object.keys((endpoints[name].input as z.ZodObject).shape)
  const known = () => fc.constantFrom(customerId, owner.workspaceId)
  const record = Object.fromEntries(
    fields.map((field) => [field, fc.option(field.toLowerCase().endsWith('id') ? fc.oneof(known(), value) : value, { nil: undefined })]),
  )
  await fc.assert(
    fc.asyncProperty(fc.record(record), async (input) => {
      const context = name.startsWith('setup') || name === 'invite.get' ? stranger() : owner
      const refusal: unknown = await call(context, name, input as never).then(
        () => null,
        (error: unknown) => error,
      )
      if (refusal !== null && !(refusal instanceof AppError)) throw refusal
    }),
    { numRuns: 60 },
  )
})

test('the limits of every field are the database’s too: the longest allowed text is stored whole', async () => {
  const name = '长'.repeat(120)
  expect((await call(owner, 'customer.create', { name })).name).toBe(name)
  const cut = await call(owner, 'customer.create', { name: 'half \ud83d' })
  expect(cut.name).toBe('half \ufffd')
  expect((await call(owner, 'customer.get', { id: cut.id })).name).toBe('half \ufffd')
})
