import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField } from '../../../../contract/conditions.ts'
import { fieldName } from './field-words.ts'
import type { Found } from './problems.ts'

type Props = { problems: readonly Found[]; fields: readonly ConditionField[] }

/** Which parts keep a condition from being applied, and why. */
export function ProblemList({ problems, fields }: Props) {
  const { t } = useTranslation()
  return (
    <div role="alert" className="rounded-md border border-seal bg-seal-tint px-3 py-2 text-s text-seal-ink">
      <p className="font-medium">{t('conditions.problems', { count: problems.length })}</p>
      <ul className="mt-1 list-disc pl-5">
        {problems.map(({ key, where, field, problem }) => {
          const known = fields.find((one) => one.field === field)
          const name = known ? fieldName(t, known) : t(field === null ? 'conditions.emptyGroup' : 'conditions.fieldGone')
          return <li key={key}>{t('conditions.problemAt', { where, name, problem: t(`conditions.problem.${problem}`) })}</li>
        })}
      </ul>
    </div>
  )
}
