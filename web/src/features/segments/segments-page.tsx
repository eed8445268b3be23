import { useTranslation } from '../../i18n/use-translation.ts'
import { useParams } from 'wouter'
import { useStore } from '../../sync/store.ts'
import { Empty } from '../../ui/empty.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { PieChart } from 'lucide-react'
import { SegmentForm } from './segment-form.tsx'
import { SegmentList } from './segment-list.tsx'
import { useSegments } from './use-segments.ts'

/** `/segments`: the conditions kept under a name; `/segments/new` and `/segments/<id>`: one of them to put together. */
export default function SegmentsPage() {
  const { t } = useTranslation()
  const { id } = useParams<{ id?: string }>()
  return (
    <main className="min-h-0 flex-1 overflow-auto" aria-label={t('segments.title')}>
      {id === undefined ? <SegmentList /> : <Edited id={id} />}
    </main>
  )
}

function Edited({ id }: { id: string }) {
  const { t } = useTranslation()
  const segment = useStore((state) => state.segments[id])
  const { phase, why, again } = useSegments()
  if (id === 'new') return <SegmentForm segment={null} />
  if (segment) return <SegmentForm key={id} segment={segment} />
  return phase === 'ready' ? <Empty icon={PieChart} title={t('segments.gone')} /> : <LoadingState phase={phase} why={why} onAgain={again} />
}
