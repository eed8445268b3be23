import { Agent, buildConnector } from 'undici'
import { assertAllowedHost, guardedLookup } from '../../server/ssrf.ts'

/** Connections for a provider's own client, HTTP and WebSocket alike: like those of `ask` they never lead into our own network. */
export function guardedAgent(): Agent {
  const connect = buildConnector({ lookup: guardedLookup, timeout: 10_000, allowH2: false })
  return new Agent({
    allowH2: false,
    connect: (target, done) => {
      assertAllowedHost(target.hostname).then(
        () => connect(target, done),
        (refusal: Error) => done(refusal, null),
      )
    },
  })
}
