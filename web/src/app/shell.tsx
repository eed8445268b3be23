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
import { useTakenToast } from '../features/inbox/use-taken-toast.ts'
import { toggleTheme } from './theme.ts'
import { usePageActions } from './use-page-actions.ts'
import { useTitle } from './use-title.ts'

/** The frame around every page: the rail (a bar at the bottom of a phone), the palette, the state of the line. */
export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [path] = useLocation()
  const [keysShown, setKeysShown] = useState(false)
  useTitle()
  useTakenToast()
  usePageActions()
  useActions([
    { id: 'palette', label: t('keys.palette'), keys: 'mod+k', run: openPalette, hidden: true },
    { id: 'help', label: t('keys.title'), keys: '?', run: () => setKeysShown(true) },
    { id: 'undo', label: t('keys.undo'), keys: 'z', run: undoLast, hidden: true },
    { id: 'theme', label: t('keys.toggleTheme'), keys: 'mod+.', run: toggleTheme },
  ])
  const isDeep = /^\/(inbox|customers(?!\/import)|segments)\/./.test(path)
  return (
    <div className="flex h-dvh flex-col">
      <LineState />
      <div className="flex min-h-0 flex-1 flex-col md:flex-row">
        <Rail />
        <div className="relative flex min-h-0 min-w-0 flex-1">{children}</div>
        {!isDeep && <BottomBar />}
      </div>
      <Palette />
      <KeysDialog open={keysShown} onClose={() => setKeysShown(false)} />
    </div>
  )
}
