import { MonitorSmartphone } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { SessionInfo } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { duration, fullTime, useClock, useNow } from '../../i18n/time.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toasts.tsx'
import { RowCard, SettingsFrame } from './frame.tsx'
import { LoadingState } from './loading-state.tsx'
import { useLoaded } from './use-loaded.ts'

const readSessions = () => call('session.list', {})

/** Where I am signed in, and how to end what I do not know. */
export function SessionsSection() {
  const { t } = useTranslation()
  const { phase, data, why, again } = useLoaded(readSessions)
  const revoke = async (id: string) => {
    await call('session.revoke', { id })
    toast(t('settings.revoked'))
    again()
  }
  return (
    <SettingsFrame title={t('settings.sessions')} lead={t('settings.sessionsLead')}>
      {data ? (
        <RowCard>
          {data.data.map((session) => (
            <Row key={session.id} session={session} onRevoke={() => void revoke(session.id).catch(report)} />
          ))}
        </RowCard>
      ) : (
        <LoadingState phase={phase} why={why} onAgain={again} />
      )}
    </SettingsFrame>
  )
}

function Row({ session, onRevoke }: { session: SessionInfo; onRevoke: () => void }) {
  const { t } = useTranslation()
  const clock = useClock()
  const now = useNow()
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 py-3.5">
      <Icon of={MonitorSmartphone} className="text-ink-3" />
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-2">
          <span className="truncate font-medium" title={session.userAgent}>
            {browserOf(session.userAgent)}
          </span>
          {session.current && <Chip tone="good">{t('settings.thisDevice')}</Chip>}
        </p>
        <p className="text-s text-ink-3">
          {session.ip} · {t('settings.signedIn', { time: fullTime(clock, session.createdAt) })} ·{' '}
          {t('settings.lastActive', { time: duration(clock, session.lastSeenAt, now) })}
        </p>
      </div>
      {!session.current && (
        <Button small look="danger" onClick={onRevoke}>
          {t('settings.revoke')}
        </Button>
      )}
    </li>
  )
}

/** `Chrome · Windows` out of a user agent; the whole of it where nothing is known. */
function browserOf(userAgent: string): string {
  const browser = /(Edg|OPR|Firefox|MicroMessenger|Chrome|Safari)\//.exec(userAgent)?.[1]
  const system = /(Windows|iPhone|iPad|Android|Mac OS X|Linux)/.exec(userAgent)?.[1]
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', MicroMessenger: 'WeChat', 'Mac OS X': 'macOS' }
  const known = [browser, system].filter((part) => part !== undefined).map((part) => names[part] ?? part)
  return known.length > 0 ? known.join(' · ') : userAgent.slice(0, 60) || '—'
}
