import type { TFunction } from 'i18next'
import { useStore } from '../../sync/store.ts'

const builtIn = ['owner', 'manager', 'agent', 'marketer', 'analyst'] as const

/** What a role is called: a built-in one in the reader's language, one of the workspace as it was named. */
export function roleName(t: TFunction, id: string): string {
  const own = builtIn.find((name) => name === id)
  return own ? t(`team.${own}`) : (useStore.getState().roles[id]?.name ?? id)
}
