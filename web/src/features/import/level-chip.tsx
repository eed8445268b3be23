import type { ImportProblem } from '../../../../contract/imports.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Chip } from '../../ui/chip.tsx'

/** What a problem means for its row; `ahead`: it has not been imported yet. */
export function LevelChip({ level, ahead }: { level: ImportProblem['level']; ahead: boolean }) {
  const { t } = useTranslation()
  return <Chip tone={level === 'error' ? 'seal' : 'warn'}>{t(ahead ? `imports.ahead.${level}` : `imports.${level}`)}</Chip>
}
