import type { TFunction } from 'i18next'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Purpose } from '../../../../../contract/consents.ts'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { nameOf } from '../../../i18n/index.ts'
import { type Clock, useClock } from '../../../i18n/time.ts'
import { useKindName } from '../../../sync/kinds.ts'
import { type State, useStore } from '../../../sync/store.ts'
import { shownText } from '../profile/shown-text.ts'
import { fieldName } from '../profile/value-text.ts'

type Change = Exclude<TimelineEntry, { type: 'message' | 'note' }>

/** What happened, as one sentence in the reader's language. */
export function useEntryText(entry: Change): string {
  const { t } = useTranslation()
  const clock = useClock()
  const by = entry.by.type === 'system' && entry.by.name === '' ? t('timeline.system') : nameOf(entry.by.name)
  const state = useStore()
  const kindName = useKindName()
  switch (entry.type) {
    case 'change':
      return changeText(t, entry, by, state, clock)
    case 'label':
      return t(entry.added ? 'timeline.labelAdded' : 'timeline.labelRemoved', { by, name: entry.name })
    case 'owner':
      if (entry.to !== null && entry.to === entry.by.name) return t('timeline.ownerTook', { by })
      return entry.to === null ? t('timeline.ownerCleared', { by, from: entry.from ?? '' }) : t('timeline.ownerSet', { by, to: entry.to })
    case 'identity':
      return t(entry.added ? 'timeline.identityAdded' : 'timeline.identityRemoved', { by, value: entry.value })
    case 'merge':
      return t(entry.undone ? 'timeline.unmerged' : 'timeline.merged', { by, other: nameOf(entry.other) })
    case 'consent': {
      const what = [
        t(`consent.purposes.${entry.purpose as Purpose}`),
        entry.channelKind ? kindName(entry.channelKind) : t('consent.everyChannel'),
      ].join(' · ')
      return t(entry.state === 'granted' ? 'timeline.granted' : 'timeline.withdrawn', { by, what })
    }
    case 'import':
      return t(entry.created ? 'timeline.importCreated' : 'timeline.imported', { by })
    case 'created':
      return t('timeline.created', { by })
  }
}

function changeText(
  t: TFunction,
  { field: key, ...entry }: Extract<Change, { type: 'change' }>,
  by: string,
  state: State,
  clock: Clock,
): string {
  const field = fieldName(state, key)
  const [before, after] = [shownText(state, key, entry.before, clock), shownText(state, key, entry.after, clock)]
  if (after === '') return t('timeline.emptied', { by, field, before })
  return before === '' ? t('timeline.set', { by, field, after }) : t('timeline.change', { by, field, before, after })
}
