import { FileSpreadsheet } from 'lucide-react'
import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { ApiError, sendFile } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { explain } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { ProgressBar } from './progress-bar.tsx'
import { learnImport } from './use-imports.ts'

/** Takes one file, dropped or chosen, sends it and goes on to what is in it. */
export function DropFile() {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  const { sending, problem, send, stop } = useSending()
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const [file] = event.dataTransfer.files
    if (file && !sending) send(file)
  }
  return (
    <section
      onDragOver={(event) => (event.preventDefault(), setOver(true))}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={cx(
        'flex flex-col items-center gap-1.5 rounded-lg border border-dashed px-5 py-9 text-center transition-colors',
        over ? 'border-accent bg-accent-tint' : 'border-line-strong bg-panel',
      )}
    >
      <Icon of={FileSpreadsheet} size={28} className="text-ink-3" />
      <p className="text-l font-semibold">{sending ? t('imports.sending', { name: sending.name }) : t('imports.drop')}</p>
      <p className="text-s text-ink-2">{t('imports.dropHint')}</p>
      {sending ? (
        <div className="mt-3 flex w-full max-w-72 flex-col items-center gap-3">
          <ProgressBar share={sending.share} label={t('imports.sending', { name: sending.name })} />
          <Button onClick={stop}>{t('app.cancel')}</Button>
        </div>
      ) : (
        <Button look="primary" className="mt-3" onClick={() => input.current?.click()}>
          {t('imports.choose')}
        </Button>
      )}
      {problem && (
        <p role="alert" className="mt-2 text-s text-seal-ink">
          {problem}
        </p>
      )}
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.xlsm,.csv,.tsv,.txt"
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) send(file)
          event.target.value = ''
        }}
      />
    </section>
  )
}

function useSending() {
  const [, navigate] = useLocation()
  const [sending, setSending] = useState<{ name: string; share: number } | null>(null)
  const [problem, setProblem] = useState('')
  const aborting = useRef(new AbortController())
  useEffect(() => () => aborting.current.abort(), [])
  const send = (file: File) => {
    aborting.current = new AbortController()
    const { signal } = aborting.current
    setProblem('')
    setSending({ name: file.name, share: 0 })
    sendFile<CustomerImport>('/api/v1/imports', file, (share) => setSending({ name: file.name, share }), signal)
      .then((one) => {
        learnImport(one)
        navigate(`/customers/import/${one.id}`)
      })
      .catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error
        if (!signal.aborted) setProblem(explain(error))
      })
      .finally(() => setSending(null))
  }
  return { sending, problem, send, stop: () => aborting.current.abort() }
}
