import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore } from '../../../sync/store.ts'
import { cx } from '../../../ui/cx.ts'
import type { Kind, Shown } from './use-timeline.ts'

const kinds: readonly Kind[] = ['messages', 'notes', 'changes', 'consent']

/** Which kinds of entries, and of which channel. */
export function TimelineFilters({ shown, onChange }: { shown: Shown; onChange: (shown: Shown) => void }) {
  const { t } = useTranslation()
  const channels = useStore((state) => state.channels)
  const toggle = (kind: Kind) =>
    onChange({ ...shown, kinds: shown.kinds.includes(kind) ? shown.kinds.filter((one) => one !== kind) : [...shown.kinds, kind] })
  return (
    <div
      role="group"
      aria-label={t('timeline.filter')}
      className="mx-auto flex w-full max-w-[860px] flex-none items-center gap-1.5 overflow-x-auto px-3 py-2 md:px-6"
    >
      <Toggle on={shown.kinds.length === 0} label={t('timeline.all')} onClick={() => onChange({ ...shown, kinds: [] })} />
      {kinds.map((kind) => (
        <Toggle key={kind} on={shown.kinds.includes(kind)} label={t(`timeline.kinds.${kind}`)} onClick={() => toggle(kind)} />
      ))}
      <select
        aria-label={t('timeline.channel')}
        value={shown.channelId ?? ''}
        onChange={(event) => onChange({ ...shown, channelId: event.target.value || null })}
        className="select ml-auto h-7 max-w-44 flex-none rounded-[7px] border border-line-strong bg-panel bg-[right_8px_center] pr-7 pl-2 text-s"
      >
        <option value="">{t('timeline.allChannels')}</option>
        {Object.values(channels).map((channel) => (
          <option key={channel.id} value={channel.id}>
            {channel.name}
          </option>
        ))}
      </select>
    </div>
  )
}

function Toggle({ on, label, onClick }: { on: boolean; label: string; onClick: () => void }) {
  return (
    <button
      type="button"
      aria-pressed={on}
      onClick={onClick}
      className={cx(
        'h-7 flex-none rounded-[7px] border px-2.5 text-s font-medium',
        on ? 'border-accent bg-accent-tint text-accent-ink' : 'border-line-strong bg-panel text-ink-2 hover:bg-hover',
      )}
    >
      {label}
    </button>
  )
}
