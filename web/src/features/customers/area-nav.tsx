import { useTranslation } from '../../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import { useMay } from '../../sync/may.ts'
import { cx } from '../../ui/cx.ts'

/** The pages of the customers area, as far as a role may open them. */
export function AreaNav() {
  const { t } = useTranslation()
  const mayMerge = useMay('customer.merge')
  const mayImport = useMay('customer.import')
  return (
    <nav aria-label={t('customers.area')} className="flex min-w-0 flex-1 items-center gap-1 overflow-x-auto">
      <Page to="/customers" label={t('customers.list')} />
      <Page to="/segments" label={t('customers.segments')} />
      {mayMerge && <Page to="/duplicates" label={t('customers.duplicates')} />}
      {mayImport && <Page to="/customers/import" label={t('customers.imports')} />}
    </nav>
  )
}

function Page({ to, label }: { to: string; label: string }) {
  const [path] = useLocation()
  const isHere = path === to || (to !== '/customers' && path.startsWith(`${to}/`))
  return (
    <Link
      to={to}
      aria-current={isHere ? 'page' : undefined}
      className={cx(
        'flex-none rounded-md px-2.5 py-1 text-[15px]',
        isHere ? 'bg-sunken font-semibold text-ink' : 'font-medium text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      {label}
    </Link>
  )
}
