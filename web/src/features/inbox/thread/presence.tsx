import { useEffect, useMemo } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { nameOf } from '../../../i18n/index.ts'
import { type State, useStore, type Writer } from '../../../sync/store.ts'
import { tellViewing } from '../../../sync/viewing.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { cx } from '../../../ui/cx.ts'

const nobody: readonly Writer[] = []
const unseen: State['viewing'][string] = []
const shown = 3

/** Who is writing in this conversation right now. */
export const useWriters = (conversationId: string) => useStore((state) => state.typing[conversationId] ?? nobody)

/** Colleagues who have the same conversation before them or write in it, so that two do not answer at once; who writes is ringed. */
export function Presence({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const colleagues = useColleagues(conversationId)
  const line = useStore((state) => state.line)
  useEffect(() => (line === 'online' ? tellViewing(conversationId) : undefined), [conversationId, line])
  if (colleagues.length === 0) return null
  const more = colleagues.length - shown
  return (
    <ul aria-label={t('thread.present')} className="mr-0.5 flex flex-none pl-1.5">
      {colleagues.slice(0, shown).map(({ id, name, writes }) => {
        const what = writes ? t('thread.typing', { name: nameOf(name) }) : t('thread.viewing', { name: nameOf(name) })
        return (
          <li
            key={id}
            title={what}
            className={cx(
              '-ml-1.5 animate-appear rounded-full border-2 border-panel',
              writes && 'outline-2 -outline-offset-1 outline-accent outline-solid',
            )}
          >
            <Avatar id={id} name={name} size={26} />
            <span className="sr-only">{what}</span>
          </li>
        )
      })}
      {more > 0 && <li className="ml-1 self-center text-s text-ink-3">+{more}</li>}
    </ul>
  )
}

type Colleague = { id: string; name: string; writes: boolean }

/** Those who write first. */
function useColleagues(conversationId: string): Colleague[] {
  const writers = useWriters(conversationId)
  const viewers = useStore((state) => state.viewing[conversationId] ?? unseen)
  return useMemo(() => {
    const writing = writers.filter(({ by }) => by.type === 'agent').map(({ by }) => ({ ...by, writes: true }))
    const looking = viewers.filter(({ id }) => !writing.some((one) => one.id === id)).map((one) => ({ ...one, writes: false }))
    return [...writing, ...looking]
  }, [writers, viewers])
}
