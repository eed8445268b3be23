import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Customer } from '../../../../contract/customers.ts'
import type { Merge } from '../../../../contract/merges.ts'
import { call } from '../../api.ts'
import { nameOf } from '../../i18n/index.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { RowSkeletons } from '../../ui/empty.tsx'
import { report } from '../../ui/failure.ts'
import { useRemote } from '../customers/profile/use-remote.ts'
import { undoMerge } from './undo-merge.ts'

type Props = { customer: Customer; open: boolean; onClose: () => void }

/** Who was merged into a customer, when and by whom, each with the way back. */
export function MergeHistory({ customer, open, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('duplicates.historyTitle', { name: nameOf(customer.name) })} wide top>
      <History customer={customer} />
    </Dialog>
  )
}

function History({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const { data } = useRemote(() => call('merge.list', { id: customer.id }), `${customer.id}/${customer.version}`)
  if (!data) return <RowSkeletons rows={2} />
  if (data.data.length === 0) return <p className="mt-4 text-ink-2">{t('duplicates.historyEmpty')}</p>
  return (
    <ul className="mt-4 divide-y divide-line rounded-md border border-line">
      {data.data.map((merge) => (
        <Entry key={merge.id} merge={merge} customerId={customer.id} />
      ))}
    </ul>
  )
}

function Entry({ merge, customerId }: { merge: Merge; customerId: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const [busy, setBusy] = useState(false)
  const undo = async () => {
    setBusy(true)
    await undoMerge(customerId, merge.id).catch(report)
    setBusy(false)
  }
  return (
    <li className="flex items-center gap-3 px-3 py-2.5">
      <div className="min-w-0 flex-1">
        <p className="break-words">{t('duplicates.edge', { from: nameOf(merge.from.name), into: nameOf(merge.into.name) })}</p>
        <p className="text-s text-ink-3">{t('duplicates.by', { name: merge.by.name, time: fullTime(clock, merge.at) })}</p>
      </div>
      {merge.undoneAt === null ? (
        <Button small busy={busy} onClick={() => void undo()}>
          {t('duplicates.undo')}
        </Button>
      ) : (
        <Chip>{t('duplicates.wasUndone')}</Chip>
      )}
    </li>
  )
}
