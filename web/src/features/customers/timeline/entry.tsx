import type { TimelineEntry } from '../../../../../contract/timeline.ts'
import { nameOf } from '../../../i18n/index.ts'
import { clockTime, fullTime, useClock } from '../../../i18n/time.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { EventLine } from '../../inbox/thread/event-line.tsx'
import { LinkedText } from '../../inbox/thread/linked-text.tsx'
import { entryIcon } from './entry-icon.ts'
import { MessageEntry } from './message-entry.tsx'
import { useEntryText } from './use-entry-text.ts'

/** One thing that happened to a customer. */
export function Entry({ entry, customer }: { entry: TimelineEntry; customer: { id: string; name: string } }) {
  if (entry.type === 'message')
    return entry.message.kind === 'event' ? <EventLine message={entry.message} /> : <MessageEntry entry={entry} customer={customer} />
  return entry.type === 'note' ? <NoteEntry entry={entry} /> : <ChangeEntry entry={entry} />
}

type Of<T extends TimelineEntry['type']> = Extract<TimelineEntry, { type: T }>

function NoteEntry({ entry }: { entry: Of<'note'> }) {
  return (
    <article aria-label={nameOf(entry.by.name)} className="flex gap-2.5 py-1.5">
      <Avatar id={entry.by.id ?? entry.by.name} name={entry.by.name} size={30} className="mt-0.5" />
      <div className="min-w-0">
        <div className="w-fit rounded-[4px_14px_14px_14px] border border-note-line bg-note px-[13px] py-[9px]">
          <LinkedText text={entry.text} />
        </div>
        <p className="mx-1 mt-[3px] text-xs text-ink-3">
          {nameOf(entry.by.name)} · <Time at={entry.at} />
        </p>
      </div>
    </article>
  )
}

function ChangeEntry({ entry }: { entry: Exclude<TimelineEntry, { type: 'message' | 'note' }> }) {
  const text = useEntryText(entry)
  return (
    <p className="flex items-start gap-2.5 py-1 text-[13.5px] text-ink-2">
      <span className="grid w-[30px] flex-none place-items-center pt-[3px] text-ink-3">
        <Icon of={entryIcon(entry)} size={15} />
      </span>
      <span className="min-w-0 flex-1 break-words">{text}</span>
      <Time at={entry.at} />
    </p>
  )
}

function Time({ at }: { at: string }) {
  const clock = useClock()
  return (
    <time dateTime={at} title={fullTime(clock, at)} className="flex-none text-xs text-ink-3">
      {clockTime(clock, at)}
    </time>
  )
}
