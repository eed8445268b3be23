import { ScrollText } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { ExportMenu } from '../export/export-menu.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { AuditRow } from './audit-row.tsx'
import { type AuditFilter, useAuditFilter } from './use-audit-filter.ts'
import { useAudit } from './use-audit.ts'

const groups = [
  'session.',
  'user.',
  'invite.',
  'role.',
  'team.',
  'workspace.',
  'channel.',
  'customer.',
  'merge.',
  'import.',
  'export.',
  'segment.',
  'field.',
  'label.',
] as const

/** Who did what, to whom, from where; nothing in it can be changed or removed. */
export function AuditSection() {
  const { t } = useTranslation()
  const { filter, query, change } = useAuditFilter()
  const { entries, phase, why, more, again } = useAudit(query)
  return (
    <SettingsFrame wide title={t('audit.title')} lead={t('audit.lead')} action={<ExportMenu list="audit" query={query} />}>
      <Filters filter={filter} onChange={change} />
      {entries.length === 0 && phase !== 'ready' && <LoadingState phase={phase} why={why} onAgain={again} />}
      {entries.length === 0 && phase === 'ready' && <Empty icon={ScrollText} title={t('audit.none')} hint={t('audit.noneHint')} />}
      {entries.length > 0 && (
        <RowCard>
          {entries.map((entry) => (
            <AuditRow key={entry.id} entry={entry} onTarget={(targetId) => change({ targetId })} />
          ))}
        </RowCard>
      )}
      {more && (
        <Button className="self-center" busy={phase === 'loading'} onClick={more}>
          {t('audit.more')}
        </Button>
      )}
    </SettingsFrame>
  )
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (part: AuditFilter) => void }) {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  return (
    <div className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      <SelectField label={t('audit.who')} value={filter.actorId ?? ''} onChange={(event) => onChange({ actorId: event.target.value })}>
        <option value="">{t('audit.anybody')}</option>
        {Object.values(users).map((user) => (
          <option key={user.id} value={user.id}>
            {user.name}
          </option>
        ))}
      </SelectField>
      <SelectField label={t('audit.what')} value={filter.action ?? ''} onChange={(event) => onChange({ action: event.target.value })}>
        <option value="">{t('audit.anything')}</option>
        {groups.map((group) => (
          <option key={group} value={group}>
            {t(`audit.group.${group.slice(0, -1) as 'session'}`)}
          </option>
        ))}
      </SelectField>
      <TextField
        label={t('audit.from')}
        type="date"
        value={filter.from ?? ''}
        onChange={(event) => onChange({ from: event.target.value })}
      />
      <TextField label={t('audit.to')} type="date" value={filter.to ?? ''} onChange={(event) => onChange({ to: event.target.value })} />
      {filter.targetId && (
        <Button small className="w-fit" onClick={() => onChange({ targetId: '' })}>
          {t('audit.allTargets')}
        </Button>
      )}
    </div>
  )
}
