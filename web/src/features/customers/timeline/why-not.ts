import type { Way } from '../../../../../contract/reach.ts'

/** Why nothing can be sent there now; null when it can. An answer needs no consent to advertising. */
export function whyNot({ allowance, permits }: Way): string | null {
  if (!allowance.allowed) return allowance.reason ?? ''
  const service = permits.find((permit) => permit.purpose === 'service')
  return service && !service.allowed ? (service.reason ?? '') : null
}
