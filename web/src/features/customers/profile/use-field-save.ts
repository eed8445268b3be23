import { useState } from 'react'
import type { Customer } from '../../../../../contract/customers.ts'
import type { ProfileValue } from './profile-keys.ts'
import { saveField } from './save-field.ts'

/** `from` is the profile as it stood when the person began; `current` as somebody else has left it since. */
type Phase =
  | { type: 'shown' }
  | { type: 'editing'; from: Customer; why?: string; busy: boolean }
  | { type: 'conflict'; current: Customer; mine: ProfileValue }

/** One field being read, edited, or disagreed about. */
export function useFieldSave(customer: Customer, key: string) {
  const [phase, setPhase] = useState<Phase>({ type: 'shown' })
  const shown = () => setPhase({ type: 'shown' })
  const save = async (value: ProfileValue, from: Customer) => {
    setPhase({ type: 'editing', from, busy: true })
    const outcome = await saveField(from, key, value)
    if (outcome.type === 'saved') return shown()
    if (outcome.type === 'refused') return setPhase({ type: 'editing', from, busy: false, why: outcome.why })
    setPhase({ type: 'conflict', current: outcome.current, mine: value })
  }
  return {
    phase,
    edit: () => setPhase({ type: 'editing', from: customer, busy: false }),
    cancel: shown,
    save: (value: ProfileValue, from: Customer = customer) => void save(value, from),
  }
}
