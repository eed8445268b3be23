import { Inbox, type LucideIcon, Search, User, Users } from 'lucide-react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/icon.tsx'
import { useMayOpen } from './pages.ts'
import { openPalette } from './palette-state.ts'

const cell = 'flex h-full flex-1 flex-col items-center justify-center gap-px text-[10.5px]'

/** The rail of a phone: within reach of the thumb, hidden inside a thread. */
export function BottomBar() {
  const { t } = useTranslation()
  const maySeeInbox = useMayOpen('/inbox')
  const maySeeCustomers = useMayOpen('/customers')
  return (
    <nav
      aria-label={t('app.mainNavigation')}
      className="flex h-[calc(58px+env(safe-area-inset-bottom))] flex-none items-center border-t border-line bg-panel pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {maySeeInbox && <BarLink to="/inbox" label={t('app.inbox')} icon={Inbox} />}
      {maySeeCustomers && <BarLink to="/customers" also={['/segments', '/duplicates']} label={t('app.customers')} icon={Users} />}
      <button type="button" className={cx(cell, 'text-ink-3')} onClick={openPalette}>
        <Icon of={Search} />
        {t('app.searchShort')}
      </button>
      <BarLink to="/settings" label={t('app.me')} icon={User} />
    </nav>
  )
}

type LinkProps = { to: string; also?: readonly string[]; label: string; icon: LucideIcon }

function BarLink({ to, also = [], label, icon }: LinkProps) {
  const [path] = useLocation()
  const isHere = [to, ...also].some((one) => path === one || path.startsWith(`${one}/`))
  return (
    <Link to={to} aria-current={isHere ? 'page' : undefined} className={cx(cell, isHere ? 'text-accent-ink' : 'text-ink-3')}>
      <Icon of={icon} />
      {label}
    </Link>
  )
}
