import { useTranslation } from '../i18n/use-translation.ts'
import { Kbd } from '../ui/chip.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { keysLabel } from './actions.ts'
import { usePreferences } from './preferences.ts'

/** Every key, in one list. */
export function KeysDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  const keys: [string, string][] = [
    ['j', t('keys.next')],
    ['k', t('keys.previous')],
    ['r', t('keys.reply')],
    ['n', t('keys.note')],
    ['e', t('keys.resolve')],
    ['a', t('keys.assign')],
    ['m', t('keys.takeOver')],
    ['u', t('thread.markUnread')],
    ['s', t('keys.mood')],
    [sendKey === 'enter' ? 'Enter' : 'mod+Enter', t('keys.send')],
    ['Esc', t('keys.leave')],
    ['x', t('customers.keys.select')],
    ['o', t('customers.keys.open')],
    ['mod+k', t('keys.palette')],
    ['mod+.', t('keys.toggleTheme')],
    ['z', t('keys.undo')],
    ['1', t('keys.goInbox')],
    ['2', t('keys.goCustomers')],
    ['3', t('keys.goSettings')],
    ['?', t('keys.help')],
  ]
  return (
    <Dialog open={open} onClose={onClose} title={t('keys.title')}>
      <dl className="mt-4 grid grid-cols-1 gap-x-8 gap-y-2 md:grid-cols-2">
        {keys.map(([key, label]) => (
          <div key={key} className="flex items-center justify-between gap-3">
            <dt>{label}</dt>
            <dd className="flex-none">
              <Kbd>{keysLabel(key)}</Kbd>
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
