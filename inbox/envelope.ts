import { adapterFor } from '../channels/index.ts'
import type { Input } from '../contract/api.ts'
import type { ChosenRecipients, Mailbox } from '../contract/mailbox.ts'
import { normalizeIdentity } from '../customers/index.ts'
import type { Context } from '../server/context.ts'
import type { SqlTx } from '../server/db.ts'
import { fail } from '../server/errors.ts'
import { maskedFor } from '../server/mask.ts'
import type { ConversationRow } from './conversations.ts'
import { ownAddresses, recipientsOf } from './recipients.ts'

/** Whom a message goes to, in the order and under the names its headers give: addresses, each once. */
export type Envelope = { to: string[]; cc: string[]; bcc: string[]; names: Record<string, string> }

const nobody: Envelope = { to: [], cc: [], bcc: [], names: {} }

/** The envelope of a message to one person. */
export const envelopeTo = (address: string, name: string): Envelope => ({ ...nobody, to: [address], names: { [address]: name } })

type Reply = Pick<Input<'message.reply'>, 'kind' | 'recipients' | 'copies' | 'forward'>

/**
 * Whom an answer goes to: those its writer named, or those `recipientsOf` finds. Nobody in particular where the channel knows no copies (its answers
 * go to who wrote last). Refuses a message that would reach nobody, and recipients where they cannot be chosen.
 */
export async function envelopeOf(tx: SqlTx, context: Context, conversation: ConversationRow, reply: Reply): Promise<Envelope> {
  if (reply.kind === 'note') return nobody
  const { recipients, copies, forward } = reply
  if (!adapterFor(conversation.channel_kind).capabilities.subject)
    return recipients || forward
      ? fail('invalid', 'On this channel an answer goes to the customer alone. Leave the recipients out.', { field: 'recipients' })
      : nobody
  if (recipients) return chosen(tx, context, conversation, recipients)
  if (forward) return fail('invalid', 'Name at least one recipient.', { field: 'recipients' })
  const found = await recipientsOf(tx.sql, conversation)
  if (found === null) return nobody
  const cc = copies === 'sender' ? [] : copies === 'all' ? [...found.cc, ...found.unconfirmed] : found.cc
  return toEnvelope({ to: found.to, cc, bcc: [] })
}

async function chosen(tx: SqlTx, context: Context, conversation: ConversationRow, recipients: ChosenRecipients): Promise<Envelope> {
  // Who sees addresses in part would write to those parts.
  if (maskedFor(context.actor).includes('email'))
    fail('forbidden', 'Your role sees mail addresses in part only, so it cannot choose recipients. Leave them out.', {
      field: 'recipients',
    })
  const own = await ownAddresses(tx.sql, conversation)
  const kind = adapterFor(conversation.channel_kind).capabilities.starts ?? 'email'
  const others = (list: Mailbox[]) =>
    list.map(({ name, address }) => ({ name, address: normalizeIdentity(kind, address) })).filter(({ address }) => !own.has(address))
  const envelope = toEnvelope({ to: others(recipients.to), cc: others(recipients.cc), bcc: others(recipients.bcc) })
  if (envelope.to.length + envelope.cc.length + envelope.bcc.length === 0)
    fail('invalid', 'Name at least one recipient.', { field: 'recipients' })
  return envelope
}

/** Each address once, where it is named first: one that reads To is not written to as a hidden copy as well. */
function toEnvelope({ to, cc, bcc }: Record<'to' | 'cc' | 'bcc', Mailbox[]>): Envelope {
  const seen = new Set<string>()
  const once = (list: Mailbox[]) => list.flatMap(({ address }) => (seen.has(address) ? [] : (seen.add(address), [address])))
  const names = Object.fromEntries([...bcc, ...cc, ...to].filter(({ name }) => name !== '').map(({ name, address }) => [address, name]))
  return { to: once(to), cc: once(cc), bcc: once(bcc), names }
}
