import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Confirm } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { Card } from '../settings/frame.tsx'
import { Counts } from './counts.tsx'
import { Problems } from './problems.tsx'
import { Reviews, reviewsId } from './reviews.tsx'
import { learnImport } from './use-imports.ts'

const titles = { done: 'imports.resultTitle', failed: 'imports.failedTitle', undone: 'imports.undoneTitle' } as const

/** What a file did, which rows need a look, and the way back. */
export function Result({ one }: { one: CustomerImport }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  const undo = () => call('import.undo', { id: one.id }).then(learnImport).catch(report)
  return (
    <>
      <Card title={t(titles[one.status as keyof typeof titles])} {...(one.reason !== null && { hint: say(one.reason) })}>
        {one.status !== 'undone' && <Counts one={one} reviews={`#${reviewsId}`} />}
        <div className="mt-5 flex flex-wrap gap-2">
          <Button look="primary" onClick={() => navigate('/customers')}>
            {t('imports.toCustomers')}
          </Button>
          <Button onClick={() => navigate('/customers/import')}>{t('imports.another')}</Button>
          {one.status !== 'undone' && (
            <Button look="danger" onClick={() => setAsking(true)}>
              {t('imports.undo')}
            </Button>
          )}
        </div>
      </Card>
      {one.status !== 'undone' && <Reviews one={one} />}
      <Problems one={one} />
      <Confirm
        open={asking}
        onClose={() => setAsking(false)}
        title={t('imports.undoTitle')}
        body={t('imports.undoBody')}
        action={t('imports.undo')}
        onConfirm={undo}
      />
    </>
  )
}
