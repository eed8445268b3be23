import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore, type Writer } from '../../../sync/store.ts'
import { Avatar } from '../../../ui/avatar.tsx'

const nobody: readonly Writer[] = []

/** Who is writing in this conversation right now. */
export const useWriters = (conversationId: string) => useStore((state) => state.typing[conversationId] ?? nobody)

/** Colleagues at work in the same conversation, so that two do not answer at once. */
export function Presence({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const colleagues = useWriters(conversationId).filter((writer) => writer.by.type === 'agent')
  return (
    <div className="mr-1 hidden md:flex">
      {colleagues.map(({ by }) => (
        <span
          key={by.id}
          title={t('thread.typing', { count: 1, name: by.name })}
          className="-ml-1.5 animate-appear rounded-full border-2 border-panel outline-2 -outline-offset-1 outline-accent outline-solid"
        >
          <Avatar id={by.id} name={by.name} size={26} />
        </span>
      ))}
    </div>
  )
}
