import { useTranslation } from '../../i18n/use-translation.ts'
import type { ImportOptions, ImportProblemGroup } from '../../../../contract/imports.ts'
import { useStore } from '../../sync/store.ts'

/** What was chosen so far, and how it is changed. */
export type Choosing = { options: ImportOptions; onChoose: (choices: ImportOptions['choices']) => void }

/** For each word of a column that is none of its field’s options: the option it means, or none. */
export function ChooseOptions({ group, column, choosing }: { group: ImportProblemGroup; column: number; choosing: Choosing }) {
  const { t } = useTranslation()
  const { mapping, choices } = choosing.options
  const field = useStore((state) => state.fields[mapping[column]?.replace('fields.', '') ?? ''])
  const chosen = choices[column] ?? {}
  const choose = (word: string, option: string) => {
    const { [word]: _, ...others } = chosen
    choosing.onChoose({ ...choices, [column]: option === '' ? others : { ...others, [word]: option } })
  }
  if (!field) return null
  return (
    <ul className="grid gap-2 md:grid-cols-2 md:gap-x-8">
      {group.values.map(({ value, rows }) => (
        <li key={value} className="flex items-center gap-2">
          <span className="min-w-0 flex-1 break-words">
            <q>{value}</q> {rows > 1 && <span className="text-s text-ink-3">{t('imports.times', { count: rows })}</span>}
          </span>
          <select
            aria-label={t('imports.means', { value })}
            value={chosen[value] ?? ''}
            onChange={(event) => choose(value, event.target.value)}
            className="select h-9 w-40 flex-none rounded-md border border-line-strong bg-panel px-2.5 pr-8"
          >
            <option value="">{t('imports.meansNothing')}</option>
            {field.options.map(({ id, label }) => (
              <option key={id} value={id}>
                {label}
              </option>
            ))}
          </select>
        </li>
      ))}
    </ul>
  )
}
