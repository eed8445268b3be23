import { createHash, timingSafeEqual } from 'node:crypto'

const serialize = (value) => Buffer.from(JSON.stringify(value))
const deserialize = (bytes) => JSON.parse(bytes.toString('utf8'))
const method = (name) => ({
  ...{ path: `/parley.Gateway/${name}`, requestStream: false, responseStream: false },
  ...{ requestSerialize: serialize, requestDeserialize: deserialize, responseSerialize: serialize, responseDeserialize: deserialize },
})

/** What the gateway can beside wechaty's own protocol, on the same port and in JSON: hand over what waits, and say how it is. */
export const service = { Take: method('Take'), State: method('State') }

const [internal, unauthenticated] = [13, 16]
const patienceMs = 20_000

/** Answers both calls to whoever knows the token. `signedIn` gives the account's id, or null. */
export function handlers(token, waiting, signedIn) {
  const guarded = (answer) => (call, done) => {
    const given = String(call.metadata.get('authorization')[0] ?? '')
    if (!same(given, `Wechaty ${token}`)) return done({ code: unauthenticated, details: 'The token is another one.' })
    answer(call.request).then(
      (value) => done(null, value),
      (error) => done({ code: internal, details: String(error) }),
    )
  }
  return {
    Take: guarded(async ({ taken = [] }) => ({ messages: await waiting.take(taken, patienceMs) })),
    State: guarded(async () => ({ signedIn: signedIn(), waiting: await waiting.count() })),
  }
}

const digest = (text) => createHash('sha256').update(text).digest()
const same = (given, right) => timingSafeEqual(digest(given), digest(right))
