import type { Account } from './account.ts'
import type { Handle } from './people.ts'

type Whose = Pick<Handle, 'kind' | 'value'>

/** Labels that a provider keeps of people, by name. While `setting` is on, they and our labels of the customer follow each other. */
export type Tags<Config = unknown> = {
  /** The switch among the channel's settings; off by default. */
  setting: string
  /** How many characters a name may have there; longer ones stay with us. */
  longest: number
  /** What somebody is labelled with, in lines of at most 40 characters; null: the provider keeps no labels of this person. May throw. */
  read: (account: Account<Config>, whose: Whose) => Promise<string[] | null>
  /** Adds labels and takes others away; makes those the provider does not have yet. Twice is once. May throw, with a part of it done. */
  write: (account: Account<Config>, whose: Whose, change: { add: string[]; remove: string[] }) => Promise<void>
}
