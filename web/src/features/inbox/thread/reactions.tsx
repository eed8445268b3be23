import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Reaction } from '../../../../../contract/messages.ts'
import { nameOf } from '../../../i18n/index.ts'

/** What people put on a message, each sign once with how many did. */
export function Reactions({ reactions }: { reactions: readonly Reaction[] }) {
  const { t } = useTranslation()
  if (reactions.length === 0) return null
  return (
    <ul aria-label={t('said.reactions')} className="relative -mt-1.5 flex flex-wrap gap-1 px-2">
      {[...byEmoji(reactions)].map(([emoji, names]) => {
        const who = t('said.reactedBy', { emoji, names: names.map(nameOf).join(', ') })
        return (
          <li
            key={emoji}
            title={who}
            className="flex h-[22px] items-center gap-1 rounded-full border border-line bg-panel px-1.5 text-[13px] leading-none"
          >
            <span aria-hidden="true">{emoji}</span>
            {names.length > 1 && <span className="text-xs text-ink-2 tabular-nums">{names.length}</span>}
            <span className="sr-only">{who}</span>
          </li>
        )
      })}
    </ul>
  )
}

function byEmoji(reactions: readonly Reaction[]): Map<string, string[]> {
  const groups = new Map<string, string[]>()
  for (const { emoji, by } of reactions) groups.set(emoji, [...(groups.get(emoji) ?? []), by])
  return groups
}
