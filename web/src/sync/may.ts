import { allows } from '../../../contract/can.ts'
import type { Permission } from '../../../contract/roles.ts'
import { type State, useStore } from './store.ts'

/** Whether a role has a permission: for what a screen offers; the server asks anew each time. */
export const may = ({ grants }: Pick<State, 'grants'>, permission: Permission): boolean =>
  grants !== null && allows(grants.permissions, permission)

export const useMay = (permission: Permission): boolean => useStore((state) => may(state, permission))
