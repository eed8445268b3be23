import { ArrowLeft } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'

type Props = { title: string; lead?: string | undefined; action?: ReactNode; back?: string | null; wide?: boolean; children: ReactNode }

/** A page of the settings: its title, what it is for, its main act. `back` is where the arrow leads (left out: to the sections, on a phone only; null: there is none). */
export function SettingsFrame({ title, lead, action, back, wide, children }: Props) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  return (
    <div className={`mx-auto px-3.5 py-4 md:px-8 md:py-7 ${wide ? 'max-w-[1080px]' : 'max-w-[720px]'}`}>
      <div className="mb-5 flex flex-wrap items-center gap-3">
        {back !== null && (
          <IconButton bordered label={t('app.back')} className={back ? '' : 'md:hidden'} onClick={() => navigate(back ?? '/settings')}>
            <Icon of={ArrowLeft} />
          </IconButton>
        )}
        <div className="min-w-0 flex-1">
          <h1 className="line-clamp-2 text-xl leading-[1.3] font-semibold wrap-anywhere">{title}</h1>
          {lead && <p className="text-ink-2">{lead}</p>}
        </div>
        {action}
      </div>
      <div className="flex flex-col gap-5">{children}</div>
    </div>
  )
}

/** A field of paper with something to set in it. */
export function Card({ title, hint, action, children }: { title?: string; hint?: string; action?: ReactNode; children: ReactNode }) {
  return (
    <section className="rounded-lg border border-line bg-panel p-4 md:p-5">
      {title && (
        <div className="mb-3.5 flex items-start justify-between gap-3">
          <div>
            <h2 className="text-l font-semibold">{title}</h2>
            {hint && <p className="text-s text-ink-2">{hint}</p>}
          </div>
          {action}
        </div>
      )}
      {children}
    </section>
  )
}

/** Rows in a card, divided by lines. */
export function RowCard({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line overflow-hidden rounded-lg border border-line bg-panel">{children}</ul>
}
