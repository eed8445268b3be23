import { Inbox, type LucideIcon, Settings, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import { Seal } from '../features/session/door.tsx'
import { SignOutDialog, signOutOr } from '../features/session/sign-out.tsx'
import { useStore } from '../sync/store.ts'
import { Avatar } from '../ui/avatar.tsx'
import { cx } from '../ui/cx.ts'
import { Icon } from '../ui/icon.tsx'
import { Menu, MenuItem, MenuLabel, MenuLine } from '../ui/menu.tsx'
import { useMayOpen } from './pages.ts'
import { toggleTheme } from './theme.ts'
import { countUnread } from './use-title.ts'

/** The narrow column at the left of every page. */
export function Rail() {
  const { t } = useTranslation()
  const maySeeInbox = useMayOpen('/inbox')
  const maySeeCustomers = useMayOpen('/customers')
  const hasUnread = useStore((state) => countUnread(state) > 0)
  return (
    <nav
      aria-label={t('app.mainNavigation')}
      className="hidden w-[60px] flex-none flex-col items-center gap-1 border-r border-line bg-sunken py-3.5 md:flex"
    >
      <span className="mb-3">
        <Seal />
      </span>
      {maySeeInbox && <RailLink to="/inbox" label={t('app.inbox')} icon={Inbox} dot={hasUnread} />}
      {maySeeCustomers && <RailLink to="/customers" also={['/segments', '/duplicates']} label={t('app.customers')} icon={Users} />}
      <span className="flex-1" />
      <RailLink to="/settings" label={t('app.settings')} icon={Settings} />
      <Self />
    </nav>
  )
}

type LinkProps = { to: string; also?: readonly string[]; label: string; icon: LucideIcon; dot?: boolean }

function RailLink({ to, also = [], label, icon, dot }: LinkProps) {
  const [path] = useLocation()
  const isHere = [to, ...also].some((one) => path === one || path.startsWith(`${one}/`))
  return (
    <Link
      to={to}
      aria-label={label}
      title={label}
      aria-current={isHere ? 'page' : undefined}
      className={cx(
        'relative grid size-10 place-items-center rounded-md',
        isHere ? 'bg-panel text-accent shadow-1 dark:text-accent-ink' : 'text-ink-3 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon of={icon} />
      {dot && <span className="absolute top-[7px] right-[7px] box-content size-2 rounded-full border-2 border-sunken bg-seal" />}
    </Link>
  )
}

function Self() {
  const { t } = useTranslation()
  const me = useStore((state) => state.me)
  const [, navigate] = useLocation()
  const [asking, setAsking] = useState(false)
  if (!me) return null
  return (
    <>
      <Menu
        trigger={
          <button type="button" aria-label={me.name} title={me.name} className="mt-1 rounded-full">
            <Avatar id={me.id} name={me.name} size={32} />
          </button>
        }
      >
        <MenuLabel>{me.name}</MenuLabel>
        <MenuItem onSelect={() => navigate('/settings/profile')}>{t('settings.profile')}</MenuItem>
        <MenuItem onSelect={toggleTheme}>{t('keys.toggleTheme')}</MenuItem>
        <MenuLine />
        <MenuItem onSelect={() => signOutOr(() => setAsking(true))}>{t('app.signOut')}</MenuItem>
      </Menu>
      <SignOutDialog open={asking} onClose={() => setAsking(false)} />
    </>
  )
}
