import { Pencil, Plus, Tags, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Label } from '../../../../contract/fields.ts'
import { call } from '../../api.ts'
import { keep, remove } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { LabelChip } from '../customers/profile/label-chip.tsx'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { LabelDialog } from './label-dialog.tsx'

/** The labels customers can have. */
export function LabelsSection() {
  const { t } = useTranslation()
  const labels = useStore((state) => state.labels)
  const { phase, why, again } = useLoaded(load)
  const mayManage = useMay('field.manage')
  const mayMake = useMay('customer.write')
  const [edited, setEdited] = useState<Label | 'new' | null>(null)
  const rows = Object.values(labels).sort((a, b) => a.name.localeCompare(b.name))
  const make = (
    <Button look="primary" onClick={() => setEdited('new')}>
      <Icon of={Plus} />
      {t('labels.new')}
    </Button>
  )
  return (
    <SettingsFrame title={t('settings.labels')} lead={t('labels.lead')} action={mayMake && rows.length > 0 && make}>
      {phase !== 'ready' && rows.length === 0 && <LoadingState phase={phase} why={why} onAgain={again} />}
      {phase === 'ready' && rows.length === 0 && (
        <Empty icon={Tags} title={t('labels.none')} hint={t('labels.noneHint')}>
          {mayMake && make}
        </Empty>
      )}
      {rows.length > 0 && (
        <RowCard>
          {rows.map((label) => (
            <li key={label.id} className="flex min-h-12 items-center gap-2 px-4">
              <span className="min-w-0 flex-1">
                <LabelChip id={label.id} />
              </span>
              {mayManage && <Acts label={label} onEdit={() => setEdited(label)} />}
            </li>
          ))}
        </RowCard>
      )}
      {edited && <LabelDialog label={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </SettingsFrame>
  )
}

async function load(): Promise<true> {
  const { data } = await call('label.list', {})
  learn((draft) => data.forEach((label) => keep(draft, 'labels', label)))
  return true
}

function Acts({ label, onEdit }: { label: Label; onEdit: () => void }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const destroy = async () => {
    await call('label.delete', { id: label.id })
    learn((draft) => remove(draft, 'labels', label.id))
  }
  return (
    <>
      <IconButton label={t('labels.edit', { name: label.name })} onClick={onEdit}>
        <Icon of={Pencil} size={16} />
      </IconButton>
      <IconButton label={t('labels.delete', { name: label.name })} onClick={() => setAsking(true)}>
        <Icon of={Trash2} size={16} />
      </IconButton>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('labels.delete', { name: label.name })}
        body={t('labels.deleteBody')}
        action={t('labels.deleteAction')}
        onConfirm={() => destroy().catch(report)}
      />
    </>
  )
}
