import { type ReactNode, useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import { undoLast } from '../ui/toasts.tsx'
import { useActions } from './actions.ts'
import { BottomBar } from './bottom-bar.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { LineState } from './line-state.tsx'
import { Palette } from './palette.tsx'
import { Rail } from './rail.tsx'
import { openPalette } from './palette-state.ts'
import { useMay } from '../sync/may.ts'
import { toggleTheme } from './theme.ts'
import { useTitle } from './use-title.ts'

/** The frame around every page: the rail (a bar at the bottom of a phone), the palette, the state of the line. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [path, navigate] = useLocation()
  const [keysShown, setKeysShown] = useState(false)
  useTitle()
  const maySee = useMay('customer.read')
  const mayMerge = useMay('customer.merge')
  const mayImport = useMay('customer.import')
  useActions([
    { id: 'palette', label: t('keys.palette'), keys: 'mod+k', run: openPalette, hidden: true },
    { id: 'help', label: t('keys.title'), keys: '?', run: () => setKeysShown(true) },
    { id: 'undo', label: t('keys.undo'), keys: 'z', run: undoLast, hidden: true },
    { id: 'theme', label: t('keys.toggleTheme'), keys: 'mod+.', run: toggleTheme },
    { id: 'inbox', label: t('app.inbox'), keys: '1', run: () => navigate('/inbox') },
    { id: 'customers', label: t('app.customers'), keys: '2', run: () => navigate('/customers') },
    { id: 'segments', label: t('customers.segments'), hidden: !maySee, run: () => navigate('/segments') },
    { id: 'duplicates', label: t('customers.duplicates'), hidden: !mayMerge, run: () => navigate('/duplicates') },
    { id: 'import', label: t('customers.imports'), hidden: !mayImport, run: () => navigate('/customers/import') },
    { id: 'settings', label: t('app.settings'), keys: '3', run: () => navigate('/settings') },
  ])
  const isDeep = /^\/(inbox|customers|segments)\/./.test(path)
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <Rail />
      <div className="relative flex min-h-0 min-w-0 flex-1">{children}</div>
      {!isDeep && <BottomBar />}
      <LineState />
      <Palette />
      <KeysDialog open={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  )
}
