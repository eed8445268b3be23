import { ArrowUp, Columns3 } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { useStore } from '../../../sync/store.ts'
import { Button, IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Popover } from '../../../ui/popover.tsx'
import { chooseColumns, columnName, useColumns } from './columns.ts'

/** Which columns the table has, and in which order; kept on this device. */
export function ColumnsMenu() {
  const { t } = useTranslation()
  return (
    <Popover
      label={t('customers.columns')}
      align="end"
      trigger={
        <IconButton bordered label={t('customers.columns')}>
          <Icon of={Columns3} />
        </IconButton>
      }
    >
      <Choices />
    </Popover>
  )
}

function Choices() {
  const { t } = useTranslation()
  const state = useStore()
  const { all, shown } = useColumns()
  const toggle = (key: string) => chooseColumns(shown.includes(key) ? shown.filter((one) => one !== key) : [...shown, key])
  return (
    <div className="w-60">
      {[...shown, ...all.filter((key) => !shown.includes(key))].map((key) => (
        <div key={key} className="flex min-h-8 items-center gap-1">
          <label className="flex min-w-0 flex-1 items-center gap-2 rounded-sm px-1.5 py-1 hover:bg-hover">
            <input type="checkbox" checked={shown.includes(key)} onChange={() => toggle(key)} className="size-4 accent-(--accent)" />
            <span className="truncate">{columnName(state, key)}</span>
          </label>
          {shown.indexOf(key) > 0 && (
            <IconButton
              label={t('customers.moveUp', { name: columnName(state, key) })}
              className="size-7"
              onClick={() => chooseColumns(forward(shown, key))}
            >
              <Icon of={ArrowUp} size={15} />
            </IconButton>
          )}
        </div>
      ))}
      <Button small look="ghost" className="mt-1 w-full" onClick={() => chooseColumns(null)}>
        {t('customers.usualColumns')}
      </Button>
    </div>
  )
}

function forward(keys: readonly string[], key: string): string[] {
  const at = keys.indexOf(key)
  const others = keys.filter((one) => one !== key)
  return [...others.slice(0, at - 1), key, ...others.slice(at - 1)]
}
