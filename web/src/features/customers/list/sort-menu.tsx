import { ArrowDownWideNarrow } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { type CustomerSort, sorts } from './customer-sort.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { Menu, MenuChoice } from '../../../ui/menu.tsx'

export function SortMenu({ value, onChange }: { value: CustomerSort; onChange: (sort: CustomerSort) => void }) {
  const { t } = useTranslation()
  return (
    <Menu
      label={t('customers.sortBy')}
      align="end"
      trigger={
        <Button aria-label={`${t('customers.sortBy')}: ${t(`customers.sort.${value}`)}`}>
          <Icon of={ArrowDownWideNarrow} />
          <span className="hidden md:inline">{t(`customers.sort.${value}`)}</span>
        </Button>
      }
    >
      <MenuChoice value={value} options={sorts.map((sort) => ({ value: sort, label: t(`customers.sort.${sort}`) }))} onChange={onChange} />
    </Menu>
  )
}
