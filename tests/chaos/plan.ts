/** How often each is hurt, in which way. */
export type Blows = {
  kills: number
  databaseRestarts: number
  /** Of a node process, for longer than its leases last. */
  stops: number
  databaseHangs: number
  postmasterKills: number
  /** Starts of a worker whose clock is an hour off. */
  skews: number
  fullDisks: number
  foreignTransactions: number
  poisons: number
}

/** How much goes in and how often it is disturbed. Times in milliseconds. */
export type Plan = {
  mails: number
  chats: number
  senders: number
  replies: number
  blows: Blows
  /** How long the server lives between two blows. */
  life: [least: number, most: number]
  /** How long it may take until everything has settled. */
  settle: number
}

const full: Plan = {
  mails: 2000,
  chats: 2000,
  senders: 120,
  replies: 400,
  blows: {
    kills: 20,
    databaseRestarts: 3,
    stops: 3,
    databaseHangs: 3,
    postmasterKills: 3,
    skews: 4,
    fullDisks: 2,
    foreignTransactions: 2,
    poisons: 6,
  },
  life: [500, 22_000],
  settle: 600_000,
}
const short: Plan = {
  mails: 200,
  chats: 200,
  senders: 20,
  replies: 60,
  blows: {
    kills: 3,
    databaseRestarts: 1,
    stops: 1,
    databaseHangs: 1,
    postmasterKills: 1,
    skews: 1,
    fullDisks: 1,
    foreignTransactions: 1,
    poisons: 1,
  },
  life: [500, 4_500],
  settle: 120_000,
}

export const plan = process.env['CHAOS'] === 'short' ? short : full

/** What every queue must bear; the other blows do not depend on it, and are dealt with one. */
export const fewerBlows: Plan = {
  ...plan,
  blows: { ...plan.blows, stops: 0, databaseHangs: 0, skews: 0, fullDisks: 0, foreignTransactions: 0, poisons: 0 },
}

/** About how long a blow lasts. */
const blowMs = 3_000

/** A pause before each of `count` things done `atOnce` at a time, so that they last about as long as the trouble does. */
export function pause({ blows, life }: Plan, count: number, atOnce: number): number {
  const duration = Object.values(blows).reduce((sum, times) => sum + times, 0) * ((life[0] + life[1]) / 2 + blowMs)
  return (Math.random() * 2 * duration * atOnce) / count
}
