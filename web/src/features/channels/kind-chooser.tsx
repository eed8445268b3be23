import { Search, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ChannelKindInfo } from '../../../../contract/channels.ts'
import { sayBoth } from '../../i18n/both.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Icon } from '../../ui/icon.tsx'
import { KindMark } from './kind-mark.tsx'

type Props = { kinds: readonly ChannelKindInfo[]; onChoose: (kind: string) => void }

/** Everything that can be connected; typing narrows it by name, in either language. */
export function KindChooser({ kinds, onChoose }: Props) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  const found = kinds.filter((info) => isMeant(info, q.trim().toLowerCase()))
  return (
    <>
      <label className="flex h-10 items-center gap-2 rounded-md border border-line-strong bg-panel px-3 text-ink-3 focus-within:border-accent">
        <Icon of={Search} />
        <span className="sr-only">{t('channels.find')}</span>
        <input
          type="search"
          value={q}
          onChange={(event) => setQ(event.target.value)}
          placeholder={t('channels.find')}
          className="min-w-0 flex-1 bg-transparent text-ink focus-visible:shadow-none"
        />
      </label>
      <ul className="grid gap-3 xl:grid-cols-2">
        {found.map((info) => (
          <li key={info.kind}>
            <KindCard info={info} onChoose={() => onChoose(info.kind)} />
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <Empty icon={SearchX} title={t('channels.findNone', { q: q.trim() })} hint={t('channels.findNoneHint')}>
          <Button onClick={() => setQ('')}>{t('channels.showAll')}</Button>
        </Empty>
      )}
    </>
  )
}

const isMeant = ({ kind, name, lead }: ChannelKindInfo, q: string) =>
  [kind, name.en, name['zh-CN'], lead.en, lead['zh-CN']].some((text) => text.toLowerCase().includes(q))

function KindCard({ info, onChoose }: { info: ChannelKindInfo; onChoose: () => void }) {
  return (
    <button
      type="button"
      onClick={onChoose}
      className="flex h-full w-full items-start gap-3.5 rounded-lg border border-line bg-panel p-4 text-left hover:border-line-strong hover:bg-hover"
    >
      <KindMark kind={info.kind} />
      <span className="min-w-0">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <span className="font-medium">{sayBoth(info.name)}</span>
          <TierChip tier={info.tier} />
        </span>
        <span className="block text-s text-ink-3">{sayBoth(info.lead)}</span>
      </span>
    </button>
  )
}

/** Marks what nobody has relied on yet. */
export function TierChip({ tier }: Pick<ChannelKindInfo, 'tier'>) {
  const { t } = useTranslation()
  if (tier === 'stable') return null
  return (
    <Chip tone="warn" title={t('channels.experimentalHint')}>
      {t('channels.experimental')}
    </Chip>
  )
}
