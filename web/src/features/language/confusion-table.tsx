import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { cx } from '../../ui/cx.ts'
import { intentName } from '../inbox/thread/intent-name.ts'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

const load = () => call('intent.confusion', {})

/** Which intents are taken for which, of phrases the model has not learned from. */
export function ConfusionTable() {
  const { t } = useTranslation()
  const { phase, data, why, again } = useLoaded(load)
  if (!data) return <LoadingState phase={phase} why={why} onAgain={again} />
  const named = (name: string) => (name === 'none' ? t('language.noIntent') : intentName(t, name))
  return (
    <div className="mt-3 overflow-x-auto" tabIndex={0} role="group" aria-label={t('language.confusion')}>
      <table className="text-s tabular-nums">
        <caption className="pb-2 text-left text-ink-2">{t('language.confusionHint', { share: (data.accuracy * 100).toFixed(1) })}</caption>
        <thead>
          <tr>
            <th />
            {[...data.intents.map(named), t('language.rejected')].map((name) => (
              <th key={name} scope="col" className="h-24 px-1 align-bottom font-normal text-ink-3 [writing-mode:vertical-rl]">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.rows.map((row, at) => (
            <tr key={data.intents[at]}>
              <th scope="row" className="pr-3 text-left font-normal whitespace-nowrap text-ink-2">
                {named(data.intents[at]!)}
              </th>
              {row.map((n, column) => (
                <td
                  key={column}
                  className={cx(
                    'px-1.5 py-0.5 text-center',
                    n === 0 ? 'text-ink-3' : column === at ? 'bg-good-tint text-good' : 'bg-seal-tint text-seal-ink',
                  )}
                >
                  {n || '·'}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
