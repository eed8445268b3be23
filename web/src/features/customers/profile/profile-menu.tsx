import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Customer } from '../../../../../contract/customers.ts'
import { useMay } from '../../../sync/may.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { EraseDialog } from './erase-dialog.tsx'

/** What is done to a profile seldom; nothing at all for who may do none of it. */
export function ProfileMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [erasing, setErasing] = useState(false)
  const mayExport = useMay('customer.export')
  const mayErase = useMay('customer.erase') && !customer.erased
  if (!mayExport && !mayErase) return null
  const save = () => window.open(`/api/v1/customers/${customer.id}/export`, '_self')
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t('profile.more')}>
            <Icon of={Ellipsis} />
          </IconButton>
        }
      >
        {mayExport && <MenuItem onSelect={save}>{t('profile.export')}</MenuItem>}
        {mayErase && (
          <MenuItem danger onSelect={() => setErasing(true)}>
            {t('profile.erase')}
          </MenuItem>
        )}
      </Menu>
      <EraseDialog customer={customer} open={erasing} onClose={() => setErasing(false)} />
    </>
  )
}
