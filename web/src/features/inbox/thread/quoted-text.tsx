import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { Icon } from '../../../ui/icon.tsx'
import { LinkedText } from './linked-text.tsx'

/** What a mail quoted below its answer: folded, one click away, without the marks its first level bears. */
export function QuotedText({ text }: { text: string | null }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  if (!text) return null
  return (
    <div className="mt-1.5">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        title={open ? t('thread.hideQuoted') : t('thread.quoted')}
        aria-label={open ? t('thread.hideQuoted') : t('thread.quoted')}
        className="grid h-5 w-8 place-items-center rounded-full bg-sunken text-ink-2 hover:bg-hover"
      >
        <Icon of={Ellipsis} size={15} />
      </button>
      {open && (
        <blockquote className="mt-2 max-h-96 overflow-auto border-l-2 border-line-strong pl-3 text-[13px] text-ink-2">
          <LinkedText text={text.replace(/^> ?/gm, '')} />
        </blockquote>
      )}
    </div>
  )
}
