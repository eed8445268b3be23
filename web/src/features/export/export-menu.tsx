import { Download } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Permission } from '../../../../contract/roles.ts'
import { useMay } from '../../sync/may.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem, MenuLabel } from '../../ui/menu.tsx'

const needs = { customers: 'customer.export', conversations: 'customer.export', audit: 'audit.read' } as const satisfies Record<
  string,
  Permission
>

type Props = {
  list: keyof typeof needs
  /** What the list is asked, as its endpoint takes it. */
  query: Record<string, unknown>
  /** Among small signs, as above the inbox. */
  small?: boolean
}

/** Gives the whole of a list as a file; not there for who may not take it out. */
export function ExportMenu({ list, query, small = false }: Props) {
  const { t } = useTranslation()
  const allowed = useMay(needs[list])
  if (!allowed) return null
  return (
    <Menu
      align="end"
      label={t('exports.title')}
      trigger={
        <IconButton bordered={!small} className={small ? 'size-7' : ''} label={t('exports.title')}>
          <Icon of={Download} size={small ? 16 : 18} />
        </IconButton>
      }
    >
      <MenuLabel>{t('exports.hint')}</MenuLabel>
      <MenuItem onSelect={() => download(list, 'xlsx', query)}>{t('exports.xlsx')}</MenuItem>
      <MenuItem onSelect={() => download(list, 'csv', query)}>{t('exports.csv')}</MenuItem>
    </Menu>
  )
}

/** The browser's own download: it shows how far it is, and can be stopped there. */
function download(list: Props['list'], format: 'csv' | 'xlsx', query: Props['query']): void {
  const given = Object.entries(query).flatMap(([key, value]) => (value === null || value === undefined ? [] : [[key, String(value)]]))
  const link = document.createElement('a')
  link.href = `/api/v1/exports/${list}.${format}?${new URLSearchParams(given)}`
  link.download = ''
  link.click()
}
