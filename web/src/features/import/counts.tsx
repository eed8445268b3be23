import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport } from '../../../../contract/imports.ts'

const kinds = [
  ['created', 'created'],
  ['updated', 'updated'],
  ['skipped', 'skipped'],
  ['failed', 'rowsFailed'],
  ['conflicts', 'conflicts'],
] as const

/** What rows came to, or with `ahead` would come to, in numbers; `reviews`: where those for review are decided. */
export function Counts({ one, ahead = false, reviews }: { one: CustomerImport; ahead?: boolean; reviews?: string }) {
  const { t } = useTranslation()
  return (
    <dl className="mt-4 grid grid-cols-2 gap-3 sm:grid-cols-3 md:grid-cols-5">
      {kinds.map(([count, text]) => (
        <div key={count} className="flex flex-col-reverse rounded-md bg-sunken px-3 py-2.5">
          <dt className="text-s text-ink-2">{t(ahead ? `imports.ahead.${text}` : `imports.${text}`)}</dt>
          <dd className="text-xl font-semibold tabular-nums">
            {count === 'conflicts' && reviews !== undefined && one.conflicts > 0 ? (
              <a href={reviews} className="text-accent-ink underline-offset-4 hover:underline">
                {one.conflicts}
              </a>
            ) : (
              one[count]
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}
