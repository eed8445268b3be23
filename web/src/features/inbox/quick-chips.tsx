import { ChevronDown, X } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuChoice } from '../../ui/menu.tsx'
import { useInboxQuery } from './use-inbox-query.ts'

const chip = 'button-small flex min-w-0 items-center gap-1 rounded-full border px-2.5 text-s'
const off = 'border-line-strong text-ink-2 hover:bg-hover hover:text-ink'
const on = 'border-accent bg-accent-tint font-medium text-accent-ink'

/** What most people narrow the list by, at one press: unread, mine, one channel. */
export function QuickChips({ query }: { query: Query }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const isMine = query.view === 'mine'
  return (
    <div role="group" aria-label={t('inbox.quick')} className="flex gap-1.5 px-3.5 pb-2">
      <Toggle isOn={query.only === 'unread'} onToggle={(next) => change({ only: next ? 'unread' : null })}>
        {t('inbox.onlyUnread')}
      </Toggle>
      <Toggle isOn={isMine} onToggle={(next) => change({ view: next ? 'mine' : 'all' })}>
        {t('inbox.onlyMine')}
      </Toggle>
      <ChannelChip query={query} />
    </div>
  )
}

function Toggle({ isOn, onToggle, children }: { isOn: boolean; onToggle: (next: boolean) => void; children: string }) {
  return (
    <button type="button" aria-pressed={isOn} onClick={() => onToggle(!isOn)} className={cx(chip, 'flex-none', isOn ? on : off)}>
      {children}
    </button>
  )
}

function ChannelChip({ query }: { query: Query }) {
  const { t } = useTranslation()
  const { change } = useInboxQuery()
  const channels = useStore((state) => state.channels)
  const options = useMemo(
    () =>
      Object.values(channels)
        .map(({ id, name }) => ({ value: id, label: name }))
        .sort((a, b) => a.label.localeCompare(b.label)),
    [channels],
  )
  if (options.length < 2 && !query.channelId) return null
  const chosen = query.channelId ? (channels[query.channelId]?.name ?? t('inbox.channel')) : null
  if (chosen !== null)
    return (
      <button
        type="button"
        aria-label={t('inbox.anyChannel', { name: chosen })}
        title={t('inbox.anyChannel', { name: chosen })}
        onClick={() => change({ channelId: null })}
        className={cx(chip, on)}
      >
        <span className="truncate">{chosen}</span>
        <Icon of={X} size={13} className="flex-none" />
      </button>
    )
  return (
    <Menu
      label={t('inbox.channel')}
      trigger={
        <button type="button" className={cx(chip, 'flex-none', off)}>
          {t('inbox.channel')}
          <Icon of={ChevronDown} size={13} />
        </button>
      }
    >
      <MenuChoice value="" options={options} onChange={(channelId) => change({ channelId })} />
    </Menu>
  )
}
