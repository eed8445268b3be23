import type { RawInput } from '../../../../../contract/api.ts'
import { call } from '../../../api.ts'
import { say, t } from '../../../i18n/index.ts'
import { report } from '../../../ui/failure.ts'
import { toast, toastError } from '../../../ui/toasts.tsx'

const atOnce = 500

/** Changes all of `ids` in steps the server takes; tells how many it changed, and whom it left out and why. */
export function changeMany(ids: readonly string[], set: RawInput<'customer.update_many'>['set']): void {
  void change(ids, set).catch(report)
}

async function change(ids: readonly string[], set: RawInput<'customer.update_many'>['set']): Promise<void> {
  let changed = 0
  const skipped: { reason: string }[] = []
  for (let at = 0; at < ids.length; at += atOnce) {
    const answer = await call('customer.update_many', { ids: ids.slice(at, at + atOnce), set })
    changed += answer.changed
    skipped.push(...answer.skipped)
  }
  toast(t('customers.changed', { count: changed }))
  if (skipped[0]) toastError(t('customers.skipped', { count: skipped.length, reason: say(skipped[0].reason) }))
}
