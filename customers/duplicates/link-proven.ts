import type { IdentityKind } from '../../contract/customers.ts'
import type { Context } from '../../server/context.ts'
import { AppError } from '../../server/errors.ts'
import { log } from '../../server/log.ts'
import { getCustomer } from '../customers.ts'
import { merge } from '../merge/merge.ts'
import { mailOf } from './contacts.ts'
import { refusedPairs, undonePairs } from './keep-suggestions.ts'
import { loadTraits } from './load-traits.ts'
import { judge } from './score.ts'
import type { Traits } from './traits.ts'

/** A handle a provider vouches for as one customer's, that is another's already; `verified`: as that one's it is proven too. */
type Shared = { customerId: string; kind: IdentityKind; value: string; verified: boolean }

/**
 * Makes two customers one by a handle both have: when it is proven of both, or, proven of this one alone, when everything else is as for any
 * pair that is linked by itself. Never with two ids in one place, nor against a person's word that they are two, or who undid that already. The older one stays.
 */
export async function linkProven(context: Context, customerId: string, shared: Shared): Promise<void> {
  const [intoId, fromId] = [(await getCustomer(context, customerId)).id, (await getCustomer(context, shared.customerId)).id].sort()
  if (!intoId || !fromId || intoId === fromId || !(await isOne(context, intoId, fromId, shared))) return
  try {
    await context.sqlTransaction((tx) => merge(tx, context, { intoId, fromId }))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    log.info({ workspaceId: context.workspaceId, intoId, fromId, reason: error.message }, 'two customers could not be linked')
  }
}

function isOne(context: Context, aId: string, bId: string, shared: Shared): Promise<boolean> {
  return context.sqlTransaction(async (tx) => {
    const traits = await loadTraits(tx, [aId, bId])
    const [a, b] = [traits.get(aId), traits.get(bId)]
    const apart = [...(await refusedPairs(tx, [aId])), ...(await undonePairs(tx, [aId]))]
    if (!a || !b || apart.includes(`${aId} ${bId}`)) return false
    const { evidence, automatic } = judge(withHandle(a, shared), withHandle(b, shared))
    return !evidence.some(({ kind }) => kind === 'different_strong_id') && (shared.verified || automatic)
  })
}

function withHandle(traits: Traits, { kind, value }: Shared): Traits {
  const proven = new Set([...traits.proven, value])
  if (kind === 'phone') return { ...traits, proven, phones: [...new Set([...traits.phones, value])] }
  if (kind !== 'email') return traits
  const mails = traits.mails.some(({ whole }) => whole === value) ? traits.mails : [...traits.mails, mailOf(value)]
  return { ...traits, proven, mails }
}
