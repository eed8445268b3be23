import { useTranslation } from '../../i18n/use-translation.ts'
import type { Condition } from '../../../../contract/conditions.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import type { Query } from '../../sync/lists.ts'
import { learn } from '../../sync/store.ts'
import { CheckField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { FilterDialog } from '../filter/filter-dialog.tsx'
import { KeepForm } from '../filter/keep-form.tsx'
import { useInboxQuery } from './use-inbox-query.ts'

/** A filter over conversations and their customers, which can be kept as a view. */
export default function InboxFilter({ query, onClose }: { query: Query; onClose: () => void }) {
  const { change } = useInboxQuery()
  return (
    <FilterDialog
      subject="conversation"
      value={query.filter ?? null}
      open
      onClose={onClose}
      onApply={(filter) => change({ filter, saved: null })}
      keep={(read, onKept) => <KeepView read={read} query={query} onKept={onKept} />}
    />
  )
}

function KeepView({ read, query, onKept }: { read: () => Condition | null; query: Query; onKept: () => void }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const save = async (name: string, { shared }: Record<string, string>) => {
    const condition = read()
    if (!condition) return
    const view = await call('view.create', { name, condition, sort: query.sort, shared: shared === 'on' })
    learn((draft) => keep(draft, 'views', view))
    toast(t('inbox.viewSaved', { name }))
    change({ view: 'all', filter: JSON.stringify(condition), saved: view.id })
    onKept()
  }
  return (
    <KeepForm label={t('inbox.saveView')} name={t('inbox.viewName')} onKeep={save}>
      <CheckField name="shared" label={t('inbox.viewShared')} />
    </KeepForm>
  )
}
