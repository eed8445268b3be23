import { Link } from 'wouter'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { ConflictReview } from '../../../../../contract/consents.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { call } from '../../../api.ts'
import { useClock } from '../../../i18n/time.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { report } from '../../../ui/failure.ts'
import { Section } from './section.tsx'
import { type Shown, shownText } from './shown-text.ts'
import { useRemote } from './use-remote.ts'
import { fieldName } from './value-text.ts'

/** Values from elsewhere that disagree with what a person entered; nothing at all while there are none. */
export function ReviewPanel({ customer }: { customer: Customer }) {
  // Who may not settle them is not told of them.
  return useMay('customer.write') ? <Reviews customer={customer} /> : null
}

function Reviews({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const load = () => call('conflict.list', { customerId: customer.id })
  const { data, again } = useRemote(load, `${customer.id}/${customer.version}`)
  if (!data || data.data.length === 0) return null
  return (
    <Section title={t('profile.review.title')}>
      <p className="-mt-1 mb-2 text-s text-ink-3">{t('profile.review.hint')}</p>
      <ReviewList reviews={data.data} onSettled={again} />
    </Section>
  )
}

/** Each with its two values and the choice; `named`: with the customer too, where they are several people’s. */
export function ReviewList({ reviews, named = false, onSettled }: { reviews: ConflictReview[]; named?: boolean; onSettled: () => void }) {
  return (
    <ul className="flex flex-col gap-2">
      {reviews.map((review) => (
        <Review key={review.id} review={review} named={named} onSettled={onSettled} />
      ))}
    </ul>
  )
}

function Review({ review, named, onSettled }: { review: ConflictReview; named: boolean; onSettled: () => void }) {
  const { t } = useTranslation()
  const canWrite = useMay('customer.write')
  const clock = useClock()
  const state = useStore()
  const settle = (take: boolean) => void call('conflict.settle', { id: review.id, take }).then(onSettled, report)
  const words = (value: Shown) => shownText(state, review.field, value, clock) || t('profile.nothing')
  return (
    <li className="rounded-sm border border-note-line bg-note p-2 text-[13.5px]">
      {named && (
        <Link href={`/customers/${review.customerId}`} className="font-medium text-accent-ink hover:underline">
          {review.customerName}
        </Link>
      )}
      <p className="text-s text-ink-2">
        {fieldName(state, review.field)} · {t(`profile.review.from.${review.source}`)}
      </p>
      <p className="break-words">
        {t('profile.review.now')}: <b className="font-medium">{words(review.current)}</b>
      </p>
      <p className="break-words">
        {t('profile.review.proposed')}: <b className="font-medium">{words(review.proposed)}</b>
      </p>
      {canWrite && (
        <div className="mt-1.5 flex gap-1.5">
          <Button small onClick={() => settle(false)}>
            {t('profile.review.keep')}
          </Button>
          <Button small onClick={() => settle(true)}>
            {t('profile.review.take')}
          </Button>
        </div>
      )}
    </li>
  )
}
