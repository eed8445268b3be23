import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { Card } from '../settings/frame.tsx'
import { Counts } from './counts.tsx'
import { ProgressBar } from './progress-bar.tsx'

/** While the file goes in, or comes out again. */
export function Working({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const title = one.status === 'undoing' ? t('imports.undoingTitle') : t('imports.runningTitle')
  const rows = one.status === 'undoing' ? one.created + one.updated : one.rows
  return (
    <Card title={title} hint={t('imports.leave')}>
      <ProgressBar share={rows ? Math.min(1, one.done / rows) : null} label={title} />
      <p className="mt-2 text-s text-ink-2 tabular-nums">{t('imports.progress', { done: one.done, rows: rows ?? '…' })}</p>
      {one.status === 'running' && <Counts one={one} />}
      <Link href="/customers" className="mt-4 inline-block text-accent-ink underline-offset-2 hover:underline">
        {t('imports.toCustomers')}
      </Link>
    </Card>
  )
}
