import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import { useMay } from '../../../sync/may.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuItem } from '../../../ui/menu.tsx'
import { MergeDialog } from '../../duplicates/merge-dialog.tsx'
import { MergeHistory } from '../../duplicates/merge-history.tsx'
import { EraseDialog } from './erase-dialog.tsx'

/** What is done to a profile seldom; nothing at all for who may do none of it. */
export function ProfileMenu({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState<'erase' | 'merge' | 'merges' | null>(null)
  const close = () => setOpen(null)
  const mayMerge = useMay('customer.merge') && !customer.erased
  const mayExport = useMay('customer.export')
  const mayErase = useMay('customer.erase') && !customer.erased
  if (!mayExport && !mayErase && !mayMerge) return null
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
        {mayMerge && <MenuItem onSelect={() => setOpen('merge')}>{t('duplicates.merge')}</MenuItem>}
        {mayMerge && <MenuItem onSelect={() => setOpen('merges')}>{t('duplicates.merges')}</MenuItem>}
        {mayExport && <MenuItem onSelect={save}>{t('profile.export')}</MenuItem>}
        {mayErase && (
          <MenuItem danger onSelect={() => setOpen('erase')}>
            {t('profile.erase')}
          </MenuItem>
        )}
      </Menu>
      <MergeDialog customer={customer} open={open === 'merge'} onClose={close} />
      <MergeHistory customer={customer} open={open === 'merges'} onClose={close} />
      <EraseDialog customer={customer} open={open === 'erase'} onClose={close} />
    </>
  )
}
