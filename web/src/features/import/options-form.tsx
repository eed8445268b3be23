import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ImportOptions } from '../../../../contract/imports.ts'
import { useStore } from '../../sync/store.ts'
import { cx } from '../../ui/cx.ts'
import { SelectField } from '../../ui/field.tsx'
import { Card } from '../settings/frame.tsx'

type Props = { options: ImportOptions; onChange: (part: Partial<ImportOptions>) => void }

/** How a file is taken in: known people, unclear dates, owner and labels for everybody. */
export function OptionsForm({ options, onChange }: Props) {
  const { t } = useTranslation()
  const users = useStore((state) => state.users)
  const people = useMemo(() => Object.values(users).filter(({ disabledAt }) => disabledAt === null), [users])
  return (
    <Card title={t('imports.optionsTitle')}>
      <div className="grid gap-4 md:grid-cols-3">
        <SelectField
          label={t('imports.duplicates')}
          hint={t('imports.duplicatesHint')}
          value={options.duplicates}
          onChange={(event) => onChange({ duplicates: event.target.value as ImportOptions['duplicates'] })}
        >
          {(['skip', 'fill', 'overwrite'] as const).map((policy) => (
            <option key={policy} value={policy}>
              {t(`imports.duplicates_${policy}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('imports.dateOrder')}
          value={options.dateOrder}
          onChange={(event) => onChange({ dateOrder: event.target.value as ImportOptions['dateOrder'] })}
        >
          {(['ymd', 'dmy', 'mdy'] as const).map((order) => (
            <option key={order} value={order}>
              {t(`imports.dateOrder_${order}`)}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('imports.owner')}
          value={options.ownerId ?? ''}
          onChange={(event) => onChange({ ownerId: event.target.value || null })}
        >
          <option value="">{t('imports.noOwner')}</option>
          {people.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      </div>
      <LabelChoice chosen={options.labelIds} onChange={(labelIds) => onChange({ labelIds })} />
    </Card>
  )
}

const mostLabels = 10

function LabelChoice({ chosen, onChange }: { chosen: string[]; onChange: (ids: string[]) => void }) {
  const { t } = useTranslation()
  const labels = useStore((state) => state.labels)
  const list = useMemo(() => Object.values(labels).sort((a, b) => a.name.localeCompare(b.name)), [labels])
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id].slice(0, mostLabels))
  return (
    <fieldset className="mt-4">
      <legend className="mb-1.5 text-s font-medium text-ink-2">{t('imports.labels')}</legend>
      {list.length === 0 && <p className="text-s text-ink-3">{t('imports.noLabels')}</p>}
      <div className="flex flex-wrap gap-2">
        {list.map(({ id, name }) => (
          <button
            key={id}
            type="button"
            aria-pressed={chosen.includes(id)}
            onClick={() => toggle(id)}
            className={cx(
              'h-7 rounded-full border px-3 text-s transition-colors',
              chosen.includes(id) ? 'border-accent bg-accent-tint font-medium text-accent-ink' : 'border-line-strong hover:bg-hover',
            )}
          >
            {name}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
