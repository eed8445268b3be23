import type { ConditionField } from '../../../../contract/conditions.ts'
import { call } from '../../api.ts'
import { useLoaded } from '../settings/use-loaded.ts'

export type Subject = 'customer' | 'conversation'

/** What conditions may ask about a subject, as the workspace has its fields now. */
export function useConditionFields(subject: Subject) {
  const { phase, data, why, again } = useLoaded(subject === 'customer' ? ofCustomers : ofConversations)
  return { phase, why, again, fields: data ?? none }
}

const none: readonly ConditionField[] = []
const ofCustomers = async () => (await call('condition.fields', {})).data
const ofConversations = async () => (await call('view.fields', {})).data
