import { CircleAlert } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Icon } from '../../ui/icon.tsx'
import type { Problem } from './problems.ts'

/** What is wrong with one part, below it. */
export function PartProblem({ id, problem }: { id: string; problem: Problem }) {
  const { t } = useTranslation()
  return (
    <p id={id} className="flex items-center gap-1.5 text-s text-seal-ink">
      <Icon of={CircleAlert} size={14} />
      {t(`conditions.problem.${problem}`)}
    </p>
  )
}
