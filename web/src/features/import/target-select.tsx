import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { importTargets } from '../../../../contract/import-file.ts'
import { useStore } from '../../sync/store.ts'
import { cx } from '../../ui/cx.ts'

type Props = { column: string; value: string; onChange: (target: string) => void }

/** Where a column goes: a field of the profile, one of the workspace's own, or nowhere. */
export function TargetSelect({ column, value, onChange }: Props) {
  const { t } = useTranslation()
  const fields = useStore((state) => state.fields)
  const own = useMemo(() => Object.values(fields).filter(({ archived }) => !archived), [fields])
  return (
    <select
      aria-label={`${column}: ${t('imports.goesTo')}`}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      className={cx(
        'select h-9 w-full rounded-md border border-line-strong bg-panel px-2.5 pr-8',
        value === '' ? 'text-ink-3' : 'text-ink',
      )}
    >
      <option value="">{t('imports.skip')}</option>
      {importTargets.map((target) => (
        <option key={target} value={target}>
          {t(`imports.target.${target === 'consent.marketing' ? 'consent' : target}`)}
        </option>
      ))}
      {own.length > 0 && (
        <optgroup label={t('imports.custom')}>
          {own.map(({ id, name }) => (
            <option key={id} value={`fields.${id}`}>
              {name}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  )
}
