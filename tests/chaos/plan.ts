/** How much goes in and how often it is disturbed. Times in milliseconds. */
export type Plan = {
  mails: number
  chats: number
  senders: number
  replies: number
  kills: number
  databaseRestarts: number
  /** How long the server lives between two kills. */
  life: [least: number, most: number]
  /** How long it may take until everything has settled. */
  settle: number
}

const full: Plan = {
  mails: 2000,
  chats: 2000,
  senders: 120,
  replies: 400,
  kills: 20,
  databaseRestarts: 3,
  life: [500, 22_000],
  settle: 600_000,
}
const short: Plan = { mails: 200, chats: 200, senders: 20, replies: 60, kills: 4, databaseRestarts: 1, life: [500, 14_000], settle: 90_000 }

export const plan = process.env['CHAOS'] === 'short' ? short : full

/** About how long the trouble takes; whatever goes in is spread over it. */
const duration = (plan.kills + plan.databaseRestarts) * ((plan.life[0] + plan.life[1]) / 2 + 3000)

/** A pause before each of `count` things done `atOnce` at a time, so that they last as long as the trouble does. */
export const pause = (count: number, atOnce: number) => (Math.random() * 2 * duration * atOnce) / count
