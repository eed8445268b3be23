import { Download } from 'lucide-react'
import { useCallback, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport, ImportProblemGroup } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../settings/frame.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { ChooseOptions, type Choosing } from './choose-options.tsx'
import { LevelChip } from './level-chip.tsx'
import { ProblemRows } from './problem-rows.tsx'

type Props = { one: CustomerImport; /** Before the import: what would happen. */ ahead?: boolean; choosing?: Choosing }

/** What is wrong in a file, each once with how many rows it concerns and how to mend it; row by row below, and as a file. */
export function Problems({ one, ahead = false, choosing }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const groups = useGroups(one)
  if (!groups) return null
  if (groups.length === 0) return <p className="px-1 text-ink-2">{t('imports.noProblems')}</p>
  return (
    <Card title={t('imports.problems')} action={<FileLink id={one.id} />}>
      <ul className="-mx-4 divide-y divide-line md:-mx-5">
        {groups.map((group, at) => (
          <Group key={at} group={group} ahead={ahead} choosing={choosing} />
        ))}
      </ul>
      <details
        className="-mx-4 border-t border-line px-4 pt-3 md:-mx-5 md:px-5"
        open={open}
        onToggle={(event) => setOpen(event.currentTarget.open)}
      >
        <summary className="cursor-pointer text-s font-medium text-accent-ink">{t('imports.rowByRow')}</summary>
        {open && <ProblemRows one={one} ahead={ahead} />}
      </details>
    </Card>
  )
}

/** Read anew when the import has come to another end. */
function useGroups({ id, status, version }: CustomerImport): ImportProblemGroup[] | null {
  const at = status === 'running' || status === 'checking' ? status : `${status} ${version}`
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- `at` says when what is asked for has changed
  const load = useCallback(() => call('import.problem-groups', { id }), [id, at])
  return useLoaded(load).data?.data ?? null
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

function Group({ group, ahead, choosing }: { group: ImportProblemGroup; ahead: boolean; choosing: Choosing | undefined }) {
  const { t } = useTranslation()
  const { column, message, level, rows, choice } = group
  return (
    <li className="flex flex-col gap-1.5 px-4 py-3 md:px-5">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span className="min-w-0 flex-1 basis-64">
          {column !== null && <b className="mr-2 font-medium break-words">{column}</b>}
          {say(message)}
        </span>
        <span className="text-s text-ink-3 tabular-nums">{t('imports.rows', { count: rows })}</span>
        <LevelChip level={level} ahead={ahead} />
      </div>
      {choice !== null && choosing ? <ChooseOptions group={group} column={choice} choosing={choosing} /> : <Values group={group} />}
    </li>
  )
}

const shown = 5

/** The values it is about, the most frequent first. */
function Values({ group: { values, different } }: { group: ImportProblemGroup }) {
  const { t } = useTranslation()
  const some = values.filter(({ value }) => value !== '').slice(0, shown)
  if (some.length === 0) return <p className="text-s text-ink-3">{values.slice(0, shown).map(({ firstLine }) => t('imports.row', { line: firstLine })).join(' · ')}</p> // prettier-ignore
  return (
    <p className="text-s text-ink-2">
      {some.map(({ value, rows, firstLine }) => (
        <span key={value} className="mr-3 break-words">
          <q>{value}</q>{' '}
          <span className="text-ink-3">{rows > 1 ? t('imports.times', { count: rows }) : t('imports.row', { line: firstLine })}</span>
        </span>
      ))}
      {different > some.length && <span className="text-ink-3">{t('imports.moreValues', { count: different - some.length })}</span>}
    </p>
  )
}
