import { ExternalLink, Newspaper } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Post } from '../../../../../contract/conversations.ts'
import { Icon } from '../../../ui/icon.tsx'

/** What the comments of a thread are under, at its head: as much of it as the channel tells. */
export default function PostCard({ post: { text, url, picture, author } }: { post: Post }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const [isGone, setGone] = useState(false)
  const isLong = text !== null && (text.length > 140 || text.includes('\n'))
  return (
    <aside aria-label={t('thread.post')} className="flex flex-none items-start gap-3 border-b border-line bg-sunken px-5 py-2.5 text-s">
      {picture && !isGone ? (
        <img src={picture} alt="" onError={() => setGone(true)} className="size-12 flex-none rounded-sm object-cover" />
      ) : (
        <Icon of={Newspaper} size={16} className="mt-0.5 text-ink-3" />
      )}
      <div className="min-w-0 flex-1">
        <p className="text-ink-3">{author === null ? t('thread.post') : t('thread.postBy', { author })}</p>
        {text !== null && (
          <p className={`break-words whitespace-pre-line text-ink ${isOpen ? 'max-h-40 overflow-auto' : 'line-clamp-2'}`}>{text}</p>
        )}
        {isLong && (
          <button type="button" aria-expanded={isOpen} className="font-medium text-accent-ink" onClick={() => setOpen(!isOpen)}>
            {isOpen ? t('thread.postLess') : t('thread.postMore')}
          </button>
        )}
      </div>
      {url && (
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex flex-none items-center gap-1 font-medium text-accent-ink underline underline-offset-2"
        >
          {t('thread.postOpen')}
          <Icon of={ExternalLink} size={13} />
        </a>
      )}
    </aside>
  )
}
