import { ChevronDown } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { keysLabel, modName } from '../../../app/actions.ts'
import { prefer, usePreferences } from '../../../app/preferences.ts'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'

/** Sends; its other half chooses which key does. */
export function SendButton({ label, disabled, onSend }: { label: string; disabled: boolean; onSend: () => void }) {
  const { t } = useTranslation()
  const sendKey = usePreferences((preferences) => preferences.sendKey)
  const options = [
    { value: 'enter', label: t('composer.enterSends') },
    { value: 'mod-enter', label: t('composer.modEnterSends', { mod: modName }) },
  ] as const
  return (
    <div className="ml-auto flex">
      <Button
        look="primary"
        disabled={disabled}
        onClick={onSend}
        title={keysLabel(sendKey === 'enter' ? 'Enter' : 'mod+Enter')}
        className="rounded-r-none"
      >
        {label}
      </Button>
      <Menu
        align="end"
        label={t('composer.sendOptions')}
        trigger={
          <Button
            look="primary"
            aria-label={t('composer.sendOptions')}
            className={cx('w-[30px] rounded-l-none border-l-[rgb(255_255_255/.3)] px-0', disabled && 'opacity-55')}
          >
            <Icon of={ChevronDown} size={16} />
          </Button>
        }
      >
        <MenuChoice value={sendKey} options={options} onChange={(value) => prefer({ sendKey: value })} />
      </Menu>
    </div>
  )
}
