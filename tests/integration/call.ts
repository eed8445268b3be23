import { accounts } from '../../accounts/index.ts'
import { endpoints, type EndpointName, type Output, type RawInput } from '../../contract/api.ts'
import { can } from '../../contract/can.ts'
import { customers } from '../../customers/index.ts'
import { contextOf, type Context } from '../../server/context.ts'
import { fail } from '../../server/errors.ts'
import type { Handlers } from '../../server/feature.ts'

const handlers: Handlers = { ...accounts.handlers, ...customers.handlers }

/** Calls an endpoint as the HTTP layer does, without HTTP: input through its schema, permission asked, then the handler. */
export async function call<N extends EndpointName>(context: Context, name: N, input: RawInput<N>): Promise<Output<N>> {
  const read = endpoints[name].input.safeParse(input)
  if (!read.success) return fail('invalid', read.error.issues[0]!.message, { field: read.error.issues[0]!.path.join('.') })
  if (!can(context.actor, name)) return fail('forbidden', 'This is for owners.')
  const handler = handlers[name] ?? fail('internal', `nobody handles ${name}`)
  return handler(context, read.data as never)
}

/** The context of somebody who is not signed in. */
export function stranger(ip = '192.0.2.1'): Context {
  return contextOf('', { type: 'system', name: 'public' }, { ip, userAgent: 'Test' })
}
