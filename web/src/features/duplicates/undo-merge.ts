import { call } from '../../api.ts'
import { t } from '../../i18n/index.ts'
import { keepCustomer } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { toast } from '../../ui/toasts.tsx'

/** Takes a merge apart, the newest of a customer unless one is named; what stands alone again is shown at once. */
export async function undoMerge(customerId: string, mergeId?: string): Promise<void> {
  const id = mergeId ?? (await newestOf(customerId))
  if (id === undefined) return
  const { data } = await call('merge.undo', { id })
  learn((draft) => data.forEach((customer) => keepCustomer(draft, customer)))
  toast(t('duplicates.undone'))
}

async function newestOf(customerId: string): Promise<string | undefined> {
  const { data } = await call('merge.list', { id: customerId })
  return data.find(({ undoneAt }) => undoneAt === null)?.id
}
