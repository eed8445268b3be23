import { Download } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport, ImportProblem } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../settings/frame.tsx'

/** Rows that need a look: what is wrong and how to mend it; all of them as a file too. */
export function Problems({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const { problems, next, more } = useProblems(one.id, one.status)
  if (!problems) return null
  if (problems.length === 0) return <p className="px-1 text-ink-2">{t('imports.noProblems')}</p>
  return (
    <Card title={t('imports.problems')} action={<FileLink id={one.id} />}>
      <ul className="-mx-4 divide-y divide-line md:-mx-5">
        {problems.map((problem, at) => (
          <Problem key={at} problem={problem} />
        ))}
      </ul>
      {next !== null && (
        <Button className="mt-3" onClick={more}>
          {t('imports.problemsMore')}
        </Button>
      )}
    </Card>
  )
}

function FileLink({ id }: { id: string }) {
  const { t } = useTranslation()
  return (
    <a
      href={`/api/v1/imports/${id}/problems.csv`}
      download
      className="inline-flex items-center gap-1.5 text-s font-medium text-accent-ink hover:underline"
    >
      <Icon of={Download} size={15} />
      {t('imports.problemsFile')}
    </a>
  )
}

function Problem({ problem: { line, column, value, message, level } }: { problem: ImportProblem }) {
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
      <Chip tone={level === 'error' ? 'seal' : 'warn'}>{t(`imports.${level}`)}</Chip>
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
