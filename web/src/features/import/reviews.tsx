import { useCallback } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { CustomerImport } from '../../../../contract/imports.ts'
import { call } from '../../api.ts'
import { useMay } from '../../sync/may.ts'
import { ReviewList } from '../customers/profile/review-panel.tsx'
import { Card } from '../settings/frame.tsx'
import { useLoaded } from '../settings/use-loaded.ts'

/** Where the values for review stand on an import’s page. */
export const reviewsId = 'for-review'

/** What the file says otherwise than a person has entered: whoever imported decides here. */
export function Reviews({ one }: { one: CustomerImport }) {
  const may = useMay('customer.write')
  return may && one.conflicts > 0 ? <Undecided id={one.id} /> : null
}

function Undecided({ id }: { id: string }) {
  const { t } = useTranslation()
  const load = useCallback(() => call('conflict.list', { importId: id }), [id])
  const { data: reviews, again } = useLoaded(load)
  if (!reviews) return null
  return (
    <div id={reviewsId} className="scroll-mt-4">
      <Card title={t('imports.reviewsTitle')} hint={t('imports.reviewsHint')}>
        {reviews.data.length === 0 ? (
          <p className="text-ink-2">{t('imports.reviewsDone')}</p>
        ) : (
          <ReviewList reviews={reviews.data} named onSettled={again} />
        )}
      </Card>
    </div>
  )
}
