import type { ReactNode } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Button } from '../../ui/button.tsx'
import { setLocale } from '../../i18n/index.ts'

/** The page outside: a card on paper, with the language to choose before anybody is known. */
export function Door({ title, lead, children }: { title: string; lead?: string; children?: ReactNode }) {
  const { i18n } = useTranslation()
  const other = i18n.language === 'en' ? ({ locale: 'zh-CN', name: '中文' } as const) : ({ locale: 'en', name: 'English' } as const)
  return (
    <main className="flex h-full flex-col items-center overflow-auto px-4 py-6">
      <div className="my-auto w-full max-w-[400px]">
        <div className="mb-6 flex items-center gap-3">
          <Seal />
          <span className="text-[19px] font-semibold tracking-tight">Parley</span>
        </div>
        <div className="rounded-lg border border-line bg-panel p-6 shadow-1">
          <h1 className="text-xl font-semibold">{title}</h1>
          {lead && <p className="mt-1 text-ink-2">{lead}</p>}
          {children}
        </div>
        <div className="mt-3 flex justify-end">
          <Button look="ghost" small lang={other.locale} onClick={() => void setLocale(other.locale)}>
            {other.name}
          </Button>
        </div>
      </div>
    </main>
  )
}

/** Parley's mark. */
export function Seal() {
  return (
    <svg viewBox="0 0 64 64" width="34" height="34" aria-hidden="true" className="flex-none">
      <rect width="64" height="64" rx="17" fill="var(--seal)" />
      <path d="M17 17h30a5 5 0 0 1 5 5v17a5 5 0 0 1-5 5H31L20 53v-9h-3a5 5 0 0 1-5-5V22a5 5 0 0 1 5-5z" fill="#fff" />
      <path d="M22 27h20M22 34h12" stroke="var(--seal)" strokeWidth="3.5" strokeLinecap="round" />
    </svg>
  )
}

/** What is wrong with the form as a whole. */
export function FormError({ text }: { text: string | undefined }) {
  if (!text) return null
  return (
    <p role="alert" className="rounded-md bg-seal-tint px-3 py-2 text-seal-ink">
      {text}
    </p>
  )
}
