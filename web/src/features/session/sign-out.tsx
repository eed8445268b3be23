import { useTranslation } from '../../i18n/use-translation.ts'
import { useStore } from '../../sync/store.ts'
import { Confirm } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { signOut } from './session.ts'

/** Signing out erases this device's copy, so it asks when something has not reached the server yet. */
export function SignOutDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const unsent = useStore((state) => state.outbox.length)
  return (
    <Confirm
      open={open}
      onClose={onClose}
      title={t('session.unsentTitle')}
      body={t('session.unsentBody', { count: unsent })}
      action={t('session.signOutAnyway')}
      onConfirm={() => signOut().catch(report)}
    />
  )
}

/** Signs out at once when nothing is lost by it; otherwise `ask` is called. */
export function signOutOr(ask: () => void): void {
  if (useStore.getState().outbox.length > 0) ask()
  else void signOut().catch(report)
}
