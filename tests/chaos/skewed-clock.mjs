// @ts-check
// `node --import ./tests/chaos/skewed-clock.mjs`: in this process it is CLOCK_SKEW_MS later than everywhere else (earlier below 0).
const skew = Number(process.env['CLOCK_SKEW_MS'] ?? 0)
const Real = Date

globalThis.Date = new Proxy(Real, {
  construct: (target, args, self) => Reflect.construct(target, args.length > 0 ? args : [Real.now() + skew], self),
  apply: () => new Real(Real.now() + skew).toString(),
  get: (target, name) => (name === 'now' ? () => Real.now() + skew : Reflect.get(target, name)),
})
