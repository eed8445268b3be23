import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { RowCard } from '../settings/frame.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { roleName } from './role-name.ts'

const readInvites = () => call('invite.list', {})

/** Invitations nobody has accepted yet. */
export function Invites() {
  const { t } = useTranslation()
  const clock = useClock()
  const { data, again } = useLoaded(readInvites)
  if (!data || data.data.length === 0) return null
  const revoke = async (id: string) => {
    await call('invite.revoke', { id })
    toast(t('team.revokedToast'))
    again()
  }
  return (
    <section>
      <h2 className="mb-2 text-s font-semibold text-ink-2">{t('team.invites')}</h2>
      <RowCard>
        {data.data.map((invite) => (
          <li key={invite.id} className="flex items-center gap-3 px-4 py-3">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">{invite.email}</p>
              <p className="text-s text-ink-3">
                {roleName(t, invite.role)} · {t('team.expires', { time: fullTime(clock, invite.expiresAt) })}
              </p>
            </div>
            <Button small look="danger" onClick={() => void revoke(invite.id).catch(report)}>
              {t('team.revoke')}
            </Button>
          </li>
        ))}
      </RowCard>
    </section>
  )
}
