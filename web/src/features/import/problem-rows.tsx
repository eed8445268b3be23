import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport, ImportProblem } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { LevelChip } from './level-chip.tsx'

/** Rows that need a look, in the order of the file. */
export function ProblemRows({ one, ahead }: { one: CustomerImport; ahead: boolean }) {
  const { t } = useTranslation()
  const { problems, next, more } = useProblems(one.id, one.status)
  return (
    <>
      <ul className="-mx-4 mt-2 divide-y divide-line md:-mx-5">
        {problems?.map((problem, at) => (
          <Problem key={at} problem={problem} ahead={ahead} />
        ))}
      </ul>
      {next !== null && (
        <Button className="mt-3" onClick={more}>
          {t('imports.problemsMore')}
        </Button>
      )}
    </>
  )
}

function Problem({ problem: { line, column, value, message, level }, ahead }: { problem: ImportProblem; ahead: boolean }) {
  const { t } = useTranslation()
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 px-4 py-2.5 md:px-5">
      <span className="w-20 flex-none font-medium tabular-nums">{t('imports.row', { line })}</span>
      <span className="min-w-0 flex-1 basis-64">
        {(column !== null || value !== '') && (
          <span className="mr-2 break-words text-ink-2">
            {column}
            {column !== null && value !== '' && ': '}
            {value !== '' && <q>{value}</q>}
          </span>
        )}
        <span>{say(message)}</span>
      </span>
      <LevelChip level={level} ahead={ahead} />
    </li>
  )
}

/** Read anew when the import has come to another end. */
function useProblems(id: string, status: CustomerImport['status']) {
  const [page, setPage] = useState<{ problems: ImportProblem[]; next: string | null } | null>(null)
  useEffect(() => {
    let stale = false
    call('import.problems', { id, limit: 50 })
      .then(({ data, next }) => stale || setPage({ problems: data, next }))
      .catch(report)
    return () => {
      stale = true
    }
  }, [id, status])
  const more = () => {
    if (page?.next)
      call('import.problems', { id, limit: 100, cursor: page.next })
        .then(({ data, next }) => setPage({ problems: [...page.problems, ...data], next }))
        .catch(report)
  }
  return { problems: page?.problems ?? null, next: page?.next ?? null, more }
}
