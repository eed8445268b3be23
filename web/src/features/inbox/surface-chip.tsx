import { Globe } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Surface } from '../../../../contract/channels.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'

/** Marks a conversation that everyone can read; a private one bears no mark. */
export function SurfaceChip({ surface }: { surface: Surface }) {
  const { t } = useTranslation()
  if (surface === 'message') return null
  return (
    <Chip title={t('surface.publicHint')}>
      <Icon of={Globe} size={12} />
      {t(`surface.${surface}`)} · {t('surface.public')}
    </Chip>
  )
}
