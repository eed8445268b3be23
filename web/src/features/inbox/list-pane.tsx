import { ChevronDown, Search } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { openPalette } from '../../app/palette-state.ts'
import { keysLabel } from '../../app/actions.ts'
import { inputOf, listKey, type Query } from '../../sync/lists.ts'
import { useStore } from '../../sync/store.ts'
import { Kbd } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuChoice } from '../../ui/menu.tsx'
import { LineTabs } from '../../ui/tabs.tsx'
import { useIsPhone, useIsWidest } from '../../ui/use-media.ts'
import { ExportMenu } from '../export/export-menu.tsx'
import { ConversationList } from './conversation-list.tsx'
import { FilterButton } from './filter-button.tsx'
import { ListState } from './list-state.tsx'
import { NarrowedLine } from './narrowed-line.tsx'
import { QuickChips } from './quick-chips.tsx'
import { SavedMenu } from './saved-menu.tsx'
import { useInboxQuery } from './use-inbox-query.ts'

/** The left pane: search, the three views with their counts, order and filter, and the conversations. */
export function ListPane({ query, ids, selected }: { query: Query; ids: readonly string[]; selected: string | undefined }) {
  const { t } = useTranslation()
  const list = useStore((state) => state.lists[listKey(query)])
  // Alone on the screen, the list is what the page is about.
  const Pane = useIsPhone() ? 'main' : 'section'
  return (
    <Pane aria-label={t('inbox.list')} className="flex min-h-0 w-full flex-none flex-col border-line bg-panel md:w-[336px] md:border-r">
      <h1 className="sr-only">{t('app.inbox')}</h1>
      <SearchButton />
      <Views query={query} />
      <Order query={query} />
      <QuickChips query={query} />
      <NarrowedLine query={query} />
      {ids.length > 0 ? <ConversationList query={query} ids={ids} selected={selected} /> : <ListState query={query} list={list} />}
    </Pane>
  )
}

function SearchButton() {
  const { t } = useTranslation()
  return (
    <div className="px-3.5 pt-3.5">
      <button
        type="button"
        onClick={openPalette}
        className="flex h-9 w-full items-center gap-2 rounded-md bg-sunken px-2.5 text-ink-3 hover:bg-hover"
      >
        <Icon of={Search} />
        <span className="truncate">{t('app.search')}</span>
        <span className="ml-auto hidden md:inline">
          <Kbd>{keysLabel('mod+k')}</Kbd>
        </span>
      </button>
    </div>
  )
}

function Views({ query }: { query: Query }) {
  const { t, i18n } = useTranslation()
  const { change } = useInboxQuery()
  const counts = useStore((state) => state.counts)
  const tabs = (['mine', 'unassigned', 'all'] as const).map((value) => ({ value, label: t(`views.${value}`), count: counts?.[value] }))
  return <LineTabs label={t('inbox.views')} tabs={tabs} value={query.view} onChange={(view) => change({ view })} locale={i18n.language} />
}

function Order({ query }: { query: Query }) {
  const { t } = useTranslation()
  const isWidest = useIsWidest()
  const { change } = useInboxQuery()
  const sorts = (query.status === 'open' ? (['newest', 'waiting', 'mood'] as const) : (['newest', 'waiting'] as const)).map((value) => ({
    value,
    label: t(`inbox.${value}`),
  }))
  const states = (['open', 'resolved'] as const).map((value) => ({ value, label: t(`inbox.${value}`) }))
  return (
    <div className="flex items-center gap-0.5 px-2.5 py-1 text-s text-ink-3">
      <Menu label={t('inbox.sortBy')} trigger={<MenuButton name={t('inbox.sortBy')} value={t(`inbox.${query.sort}`)} />}>
        <MenuChoice value={query.sort} options={sorts} onChange={(sort) => change({ sort })} />
      </Menu>
      <span className="flex-1" />
      <FilterButton query={query} />
      {!isWidest && <SavedMenu query={query} />}
      <ExportMenu small list="conversations" query={inputOf(query)} />
      <Menu label={t('inbox.show')} align="end" trigger={<MenuButton name={t('inbox.show')} value={t(`inbox.${query.status}`)} />}>
        <MenuChoice value={query.status} options={states} onChange={(status) => change({ status })} />
      </Menu>
    </div>
  )
}

function MenuButton({ name, value, ...rest }: { name: string; value: string }) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={`${name}: ${value}`}
      className="button-small flex items-center gap-1 rounded-sm px-1.5 hover:bg-hover hover:text-ink"
    >
      {value}
      <Icon of={ChevronDown} size={14} />
    </button>
  )
}
