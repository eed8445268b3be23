import { useTranslation } from '../../i18n/use-translation.ts'
import type { Customer } from '../../../../contract/customers.ts'
import { nameOf } from '../../i18n/index.ts'
import { useClock } from '../../i18n/time.ts'
import { useStore } from '../../sync/store.ts'
import { Chip } from '../../ui/chip.tsx'
import { fieldName, valueText } from '../customers/profile/value-text.ts'
import { isNothing, outcomeOf, rowsOf } from './compare.ts'

/** What a merge fills, and where both say something else, before it is made. */
export function MergePreview({ into, from }: { into: Customer; from: Customer }) {
  const { t } = useTranslation()
  const clock = useClock()
  const state = useStore()
  const rows = rowsOf(into, from).flatMap((row) => {
    const outcome = outcomeOf(row)
    return outcome === null ? [] : [{ ...row, outcome }]
  })
  return (
    <section className="mt-4" aria-label={t('duplicates.preview')}>
      <p className="text-ink-2">{t('duplicates.stays', { name: nameOf(from.name) })}</p>
      <ul className="mt-3 divide-y divide-line rounded-md border border-line empty:hidden">
        {rows.map(({ key, a, b, outcome }) => (
          <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2 text-[13.5px]">
            <span className="w-24 flex-none text-ink-3">{fieldName(state, key)}</span>
            <span className="min-w-0 flex-1 break-words">
              {outcome === 'disagrees' && !isNothing(a) && (
                <s className="mr-2 text-ink-3 no-underline">{valueText(state, key, a, clock)} ≠</s>
              )}
              {valueText(state, key, b, clock)}
            </span>
            <Chip tone={outcome === 'fills' ? 'good' : 'warn'}>{t(`duplicates.${outcome}`)}</Chip>
          </li>
        ))}
      </ul>
    </section>
  )
}
