import { accounts } from '../../accounts/index.ts'
import { channels } from '../../channels/index.ts'
import { endpoints, type EndpointName, type Output, type RawInput } from '../../contract/api.ts'
import { customers } from '../../customers/index.ts'
import { inbox } from '../../inbox/index.ts'
import type { Context } from '../../server/context.ts'
import type { Handlers } from '../../server/feature.ts'

const handlers: Handlers = { ...accounts.handlers, ...channels.handlers, ...customers.handlers, ...inbox.handlers }

/** Runs an endpoint's own command, as a person of the demo would by clicking. */
export async function call<N extends EndpointName>(context: Context, name: N, input: RawInput<N>): Promise<Output<N>> {
  const handler = handlers[name]
  if (!handler) throw new Error(`no feature of the demo handles ${name}`)
  return handler(context, endpoints[name].input.parse(input) as never)
}
