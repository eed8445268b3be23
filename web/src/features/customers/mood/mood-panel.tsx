import { useCallback } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { call } from '../../../api.ts'
import { Section } from '../profile/section.tsx'
import { useLoaded } from '../../settings/use-loaded.ts'
import { MoodCurve } from './mood-curve.tsx'

/** How a customer has been sounding, drawn; nothing while nobody knows. `version` asks anew when the customer said more. */
export function MoodPanel({ customerId, version }: { customerId: string; version: number }) {
  const { t } = useTranslation()
  // `version` is part of what is asked for: a new message asks again.
  const load = useCallback(() => (version >= 0 ? call('customer.mood', { id: customerId }) : Promise.reject()), [customerId, version])
  const { data } = useLoaded(load)
  const points = data?.data ?? []
  if (points.length === 0) return null
  return (
    <Section title={t('sentiment.mood')}>
      <MoodCurve points={points} />
    </Section>
  )
}
