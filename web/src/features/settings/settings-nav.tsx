import {
  Building2,
  Cable,
  Languages,
  LayoutList,
  type LucideIcon,
  LogOut,
  MailCheck,
  MonitorSmartphone,
  Network,
  ScrollText,
  ShieldCheck,
  Tags,
  UserRound,
  Users,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import { useMayOpen } from '../../app/pages.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { SignOutDialog, signOutOr } from '../session/sign-out.tsx'

const row = 'flex h-10 w-full items-center gap-3 rounded-md px-3'

export function SettingsNav() {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const mayTeach = useMayOpen('/settings/language')
  const mayReadAudit = useMayOpen('/settings/audit')
  const maySeeOutbox = useMayOpen('/settings/outbox')
  return (
    <nav aria-label={t('settings.sections')} className="w-full flex-none overflow-auto border-line bg-panel p-3.5 md:w-[248px] md:border-r">
      <h1 className="px-3 pt-1 pb-2 text-[17px] font-semibold">{t('app.settings')}</h1>
      <Group title={t('settings.personal')} />
      <Item to="profile" icon={UserRound} label={t('settings.profile')} />
      <Item to="sessions" icon={MonitorSmartphone} label={t('settings.sessions')} />
      <Group title={t('settings.workspaceGroup')} />
      <Item to="channels" icon={Cable} label={t('settings.channels')} />
      <Item to="team" icon={Users} label={t('settings.team')} />
      <Item to="teams" icon={Network} label={t('access.teams')} />
      <Item to="roles" icon={ShieldCheck} label={t('access.roles')} />
      <Item to="workspace" icon={Building2} label={t('settings.workspace')} />
      <Item to="fields" icon={LayoutList} label={t('settings.fields')} />
      <Item to="labels" icon={Tags} label={t('settings.labels')} />
      {mayTeach && <Item to="language" icon={Languages} label={t('language.title')} />}
      {mayReadAudit && <Item to="audit" icon={ScrollText} label={t('audit.title')} />}
      {maySeeOutbox && <Item to="outbox" icon={MailCheck} label={t('settings.outbox')} />}
      <hr className="my-3 border-line" />
      <button type="button" className={cx(row, 'text-ink-2 hover:bg-hover')} onClick={() => signOutOr(() => setAsking(true))}>
        <Icon of={LogOut} />
        {t('app.signOut')}
      </button>
      <SignOutDialog open={asking} onClose={() => setAsking(false)} />
    </nav>
  )
}

function Group({ title }: { title: string }) {
  return <p className="px-3 pt-4 pb-1 text-xs font-medium text-ink-3">{title}</p>
}

function Item({ to, icon, label }: { to: string; icon: LucideIcon; label: string }) {
  const [path] = useLocation()
  const isHere = path.split('/')[2] === to
  return (
    <Link
      to={`/settings/${to}`}
      aria-current={isHere ? 'page' : undefined}
      className={cx(row, isHere ? 'bg-selected font-medium text-ink' : 'text-ink-2 hover:bg-hover')}
    >
      <Icon of={icon} className={isHere ? 'text-accent dark:text-accent-ink' : 'text-ink-3'} />
      {label}
    </Link>
  )
}
