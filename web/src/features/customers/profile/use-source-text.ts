import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { fullTime, useClock } from '../../../i18n/time.ts'
import { useStore } from '../../../sync/store.ts'

/** Where a field's value came from and when it was last changed; '' for one never set. */
export function useSourceText(customer: Customer, key: string): string {
  const { t } = useTranslation()
  const clock = useClock()
  const state = customer.states[key]
  const name = useStore(({ users }) => (state?.by ? users[state.by]?.name : undefined)) ?? t('app.somebody')
  return state ? t(`profile.source.${state.source}`, { name, time: fullTime(clock, state.at) }) : ''
}
