import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { Prepare } from './prepare.tsx'
import { Result } from './result.tsx'
import { StatusChip } from './status-chip.tsx'
import { useImport } from './use-imports.ts'
import { Working } from './working.tsx'

/** One file on its way: what is in it, what it would do, how far it is, what it did. */
export function OneImport({ id }: { id: string }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { one, phase, why, again } = useImport(id)
  if (!one)
    return (
      <SettingsFrame title={t('imports.title')} back="/customers/import">
        <LoadingState phase={phase} why={why} onAgain={again} />
      </SettingsFrame>
    )
  return (
    <SettingsFrame
      wide
      title={one.fileName}
      lead={t('imports.by', { name: one.by.name, time: fullTime(clock, one.createdAt) })}
      back="/customers/import"
      action={<StatusChip status={one.status} />}
    >
      <Stage one={one} />
    </SettingsFrame>
  )
}

function Stage({ one }: { one: CustomerImport }) {
  switch (one.status) {
    case 'queued':
    case 'running':
    case 'undoing':
      return <Working one={one} />
    case 'done':
    case 'undone':
      return <Result one={one} />
    case 'failed':
      return one.done > 0 ? <Result one={one} /> : <Prepare one={one} />
    case 'uploaded':
    case 'checking':
    case 'checked':
      return <Prepare one={one} />
  }
}
