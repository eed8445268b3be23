import { lazy, type ReactNode, Suspense, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Condition } from '../../../../contract/conditions.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { ConditionReader } from '../conditions/condition-editor.tsx'
import { conditionOf, isEmpty } from './filter.ts'

const ConditionEditor = lazy(() => import('../conditions/condition-editor.tsx').then((module) => ({ default: module.ConditionEditor })))

type Props = {
  subject: 'customer' | 'conversation'
  /** The condition as JSON. */
  value: string | null
  open: boolean
  onClose: () => void
  onApply: (filter: string | null) => void
  /** How the condition is kept under a name, shown once there is one. `read` gives null, and says why, while it is not finished. */
  keep: (read: () => Condition | null, onKept: () => void) => ReactNode
}

const blank: Condition = { all: [] }

/** Puts a filter together and applies it to the list behind. */
export function FilterDialog({ open, onClose, ...rest }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('inbox.filter')} wide top>
      <FilterForm {...rest} onClose={onClose} />
    </Dialog>
  )
}

function FilterForm({ subject, value, onClose, onApply, keep }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [initial] = useState<Condition>(() => conditionOf(value) ?? blank)
  const [hasParts, setHasParts] = useState(!isEmpty(initial))
  const editor = useRef<ConditionReader>(null)
  const read = () => (editor.current ? editor.current.read() : initial)
  const apply = (filter: string | null) => {
    onApply(filter)
    onClose()
  }
  const applyRead = () => {
    const condition = read()
    if (condition) apply(isEmpty(condition) ? null : JSON.stringify(condition))
  }
  return (
    <div className="mt-4 flex flex-col gap-4">
      <Suspense fallback={<p className="text-ink-3">{t('app.loading')}</p>}>
        <ConditionEditor subject={subject} value={initial} reader={editor} onChange={setHasParts} />
      </Suspense>
      {hasParts && keep(read, onClose)}
      <div className="flex justify-end gap-2">
        {value !== null && (
          <Button look="ghost" className="mr-auto" onClick={() => apply(null)}>
            {t('customers.clearFilter')}
          </Button>
        )}
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="primary" onClick={applyRead}>
          {t('inbox.applyFilter')}
        </Button>
      </div>
    </div>
  )
}
