import { useTranslation } from '../../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import { type Page as PagePath, useMayOpen } from '../../app/pages.ts'
import { cx } from '../../ui/cx.ts'

/** The pages of the customers area, as far as a role may open them. */
export function AreaNav() {
  const { t } = useTranslation()
  return (
    <nav aria-label={t('customers.area')} className="flex min-w-0 flex-1 items-center gap-1 overflow-x-auto">
      <Page to="/customers" label={t('customers.list')} />
      <Page to="/segments" label={t('customers.segments')} />
      <Page to="/duplicates" label={t('customers.duplicates')} />
      <Page to="/customers/import" label={t('customers.imports')} />
    </nav>
  )
}

function Page({ to, label }: { to: PagePath; label: string }) {
  const [path] = useLocation()
  const may = useMayOpen(to)
  if (!may) return null
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
