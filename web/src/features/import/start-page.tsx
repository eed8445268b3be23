import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { useMay } from '../../sync/may.ts'
import { Card, RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { DropFile } from './drop-file.tsx'
import { StatusChip } from './status-chip.tsx'
import { useImports } from './use-imports.ts'

/** Where a file is sent, with the files sent before it. */
export function StartPage() {
  const { t } = useTranslation()
  const mayImport = useMay('customer.import')
  const { list, phase, why, again } = useImports()
  return (
    <SettingsFrame title={t('imports.title')} lead={t('imports.lead')} back={null}>
      {mayImport && <DropFile />}
      <h2 className="mt-2 -mb-2 text-l font-semibold">{t('imports.past')}</h2>
      {list.length === 0 && phase !== 'ready' && <LoadingState phase={phase} why={why} onAgain={again} />}
      {list.length === 0 && phase === 'ready' && (
        <Card>
          <p className="text-ink-2">{t('imports.none')}</p>
        </Card>
      )}
      {list.length > 0 && (
        <RowCard>
          {list.map((one) => (
            <PastImport key={one.id} one={one} />
          ))}
        </RowCard>
      )}
    </SettingsFrame>
  )
}

function PastImport({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const clock = useClock()
  return (
    <li>
      <Link href={`/customers/import/${one.id}`} className="flex items-center gap-3 px-4 py-3 hover:bg-hover">
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{one.fileName}</span>
          <span className="block truncate text-s text-ink-3">
            {t('imports.by', { name: one.by.name, time: fullTime(clock, one.createdAt) })}
          </span>
        </span>
        {one.created + one.updated > 0 && one.status !== 'checked' && (
          <span className="hidden text-s text-ink-2 tabular-nums md:inline">
            {one.created} {t('imports.created')} · {one.updated} {t('imports.updated')}
          </span>
        )}
        <StatusChip status={one.status} />
      </Link>
    </li>
  )
}
