import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { Chip } from '../../ui/chip.tsx'

const tones: Record<CustomerImport['status'], 'plain' | 'accent' | 'good' | 'seal'> = {
  uploaded: 'plain',
  checking: 'accent',
  checked: 'plain',
  queued: 'accent',
  running: 'accent',
  done: 'good',
  failed: 'seal',
  undoing: 'accent',
  undone: 'plain',
}

/** How far an import is, in a word. */
export function StatusChip({ status }: { status: CustomerImport['status'] }) {
  const { t } = useTranslation()
  return <Chip tone={tones[status]}>{t(`imports.status_${status}`)}</Chip>
}
