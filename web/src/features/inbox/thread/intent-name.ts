import type { TFunction } from 'i18next'

/** What comes with Parley. */
export const shippedIntents = [
  'greeting',
  'complaint',
  'order_status',
  'refund',
  'price',
  'opening_hours',
  'person',
  'opt_out',
  'thanks',
  'consent_given',
  'consent_refused',
  'birthday',
] as const

/** What an intent is called: one that comes with Parley in the reader's language, a workspace's own as it was named. */
export function intentName(t: TFunction, name: string): string {
  const shipped = shippedIntents.find((one) => one === name)
  return shipped ? t(`intent.${shipped}`) : name
}
