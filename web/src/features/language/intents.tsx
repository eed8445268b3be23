import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { IntentInfo } from '../../../../contract/language.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { intentName } from '../inbox/thread/intent-name.ts'
import { Card } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { ConfusionTable } from './confusion-table.tsx'
import { Phrases } from './phrases.tsx'
import { Teach } from './teach.tsx'

const load = () => call('intent.list', {})

/** What messages may want: how many phrases teach each, and a place to teach more. */
export function Intents() {
  const { t } = useTranslation()
  const { phase, data, why, again } = useLoaded(load)
  const [open, setOpen] = useState<string | null>(null)
  const [tabled, setTabled] = useState(false)
  const intents = data?.data.filter(({ name }) => name !== 'none') ?? []
  return (
    <Card title={t('language.intents')} hint={t('language.intentsHint')}>
      {!data && <LoadingState phase={phase} why={why} onAgain={again} />}
      {data && <Teach intents={intents} onTaught={again} />}
      <ul className="mt-3 divide-y divide-line">
        {intents.map((intent) => (
          <IntentRow
            key={intent.name}
            intent={intent}
            isOpen={open === intent.name}
            onToggle={() => setOpen(open === intent.name ? null : intent.name)}
            onChanged={again}
          />
        ))}
      </ul>
      {data && !tabled && (
        <Button className="mt-3" onClick={() => setTabled(true)}>
          {t('language.showConfusion')}
        </Button>
      )}
      {tabled && <ConfusionTable />}
    </Card>
  )
}

type RowProps = { intent: IntentInfo; isOpen: boolean; onToggle: () => void; onChanged: () => void }

function IntentRow({ intent, isOpen, onToggle, onChanged }: RowProps) {
  const { t } = useTranslation()
  return (
    <li className="py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={onToggle}
        className="flex w-full items-center gap-2 rounded-sm py-1.5 text-left hover:bg-hover"
      >
        <span className="min-w-0 flex-1 truncate font-medium">{intentName(t, intent.name)}</span>
        {intent.byRule && <Chip>{t('language.byRule')}</Chip>}
        {intent.own > 0 && <Chip tone="accent">{t('language.own', { count: intent.own })}</Chip>}
        <span className="text-s text-ink-3 tabular-nums">{t('language.shipped', { count: intent.shipped })}</span>
      </button>
      {isOpen && <Phrases intent={intent.name} onChanged={onChanged} />}
    </li>
  )
}
