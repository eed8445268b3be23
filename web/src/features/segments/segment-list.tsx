import { PieChart, Plus, Trash2, Users } from 'lucide-react'
import { useState } from 'react'
import { say } from '../../i18n/index.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import type { Segment } from '../../../../contract/segments.ts'
import { call } from '../../api.ts'
import { drop } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn } from '../../sync/store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { Empty } from '../../ui/empty.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toasts.tsx'
import { countTests } from '../filter/filter.ts'
import { RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useSegments } from './use-segments.ts'

/** Every segment, with the way to its customers. */
export function SegmentList() {
  const { t } = useTranslation()
  const { segments, phase, why, again } = useSegments()
  const [, navigate] = useLocation()
  const mayManage = useMay('segment.manage')
  const make = (
    <Button look="primary" onClick={() => navigate('/segments/new')}>
      <Icon of={Plus} />
      {t('segments.new')}
    </Button>
  )
  return (
    <SettingsFrame title={t('segments.title')} lead={t('segments.lead')} back={null} action={mayManage && segments.length > 0 && make}>
      {phase !== 'ready' && segments.length === 0 && <LoadingState phase={phase} why={why} onAgain={again} />}
      {phase === 'ready' && segments.length === 0 && (
        <Empty icon={PieChart} title={t('segments.empty')} hint={t('segments.emptyHint')}>
          {mayManage && make}
        </Empty>
      )}
      {segments.length > 0 && (
        <RowCard>
          {segments.map((segment) => (
            <SegmentRow key={segment.id} segment={segment} mayManage={mayManage} />
          ))}
        </RowCard>
      )}
    </SettingsFrame>
  )
}

function SegmentRow({ segment: { id, name, condition, broken }, mayManage }: { segment: Segment; mayManage: boolean }) {
  const { t } = useTranslation()
  const tests = countTests(condition)
  return (
    <li className="flex items-center gap-3 px-4 py-3">
      <Link to={`/segments/${id}`} className="min-w-0 flex-1 rounded-sm">
        <p className="truncate font-medium">{name}</p>
        <p className="text-s text-ink-3">{tests === 0 ? t('segments.everybody') : t('segments.tests', { count: tests })}</p>
        {broken && <p className="text-s text-seal-ink">{say(broken)}</p>}
      </Link>
      <Link to={`/customers?segment=${id}`} aria-label={`${t('segments.show')}: ${name}`} title={t('segments.show')} className={linkLook}>
        <Icon of={Users} size={16} />
      </Link>
      {mayManage && <RemoveSegment id={id} name={name} />}
    </li>
  )
}

const linkLook = 'grid size-[34px] flex-none place-items-center rounded-[8px] text-ink-3 hover:bg-hover hover:text-ink'

function RemoveSegment({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const remove = async () => {
    try {
      await call('segment.delete', { id })
      learn((draft) => drop(draft, 'segments', id))
      toast(t('segments.removed'))
    } catch (error) {
      report(error)
    }
  }
  return (
    <>
      <IconButton label={t('segments.remove', { name })} onClick={() => setAsking(true)}>
        <Icon of={Trash2} size={16} />
      </IconButton>
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('segments.removeTitle', { name })}
        body={t('segments.removeBody')}
        action={t('segments.remove', { name })}
        onConfirm={remove}
      />
    </>
  )
}
