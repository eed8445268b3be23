import { Link2 } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Conversation } from '../../../../../contract/conversations.ts'
import { useStore } from '../../../sync/store.ts'
import { loadConversation } from '../../../sync/threads.ts'
import { Icon } from '../../../ui/icon.tsx'
import { addressOf, useInboxQuery } from '../use-inbox-query.ts'

/** A mail that names an earlier thread its sender is not part of: said, and left to a person. */
export function RelatedHint({ conversation: { relatedId } }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { query } = useInboxQuery()
  const isThere = useStore((state) => relatedId !== null && state.conversations[relatedId] !== undefined)
  // Refused, it is somebody else's: then there is nothing to say here.
  useEffect(() => void (relatedId && !isThere && loadConversation(relatedId).catch(() => undefined)), [relatedId, isThere])
  if (!relatedId || !isThere) return null
  return (
    <aside className="flex flex-none items-center gap-3 border-b border-note-line bg-note px-5 py-2 text-s">
      <Icon of={Link2} size={16} className="text-warn" />
      <span className="min-w-0 flex-1">
        <b className="font-semibold">{t('thread.related')}</b> {t('thread.relatedHint')}
      </span>
      <Link to={addressOf(relatedId, query)} className="flex-none font-medium text-accent-ink underline underline-offset-2">
        {t('thread.relatedOpen')}
      </Link>
    </aside>
  )
}
