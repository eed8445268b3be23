import type { Input } from '../contract/api.ts'
import type { Customer } from '../contract/customers.ts'
import type { Context } from '../server/context.ts'
import { fail } from '../server/errors.ts'
import { changed, lockCustomer } from './change.ts'

/** Renames a customer; with `version`, only if nobody changed it since (else conflict). */
export function renameCustomer(context: Context, { id, changes: { name } }: Input<'customer.update'>): Promise<Customer> {
  return context.transaction(async (tx) => {
    const customer = await lockCustomer(tx, context.actor, id)
    if (!name) return customer
    if (name.base !== undefined && name.base !== (customer.states['name']?.version ?? 0)) return refuse(customer.name)
    await tx.sql('UPDATE customers SET name = $3 WHERE workspace_id = $1::uuid AND id = $2::uuid RETURNING id', [id, name.value])
    return changed(tx, customer)
  })
}

function refuse(name: string): never {
  return fail('conflict', `This customer was changed meanwhile and is now called ${name}. Look again, then rename.`, {
    field: 'changes.name',
  })
}
