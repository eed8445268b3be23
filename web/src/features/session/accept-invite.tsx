import { useEffect, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation } from 'wouter'
import type { Output } from '../../../../contract/api.ts'
import { ApiError, call } from '../../api.ts'
import { setLocale } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { explain } from '../../ui/failure.ts'
import { TextField } from '../../ui/field.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { Door, FormError } from './door.tsx'
import { enter } from './session.ts'

type Offer = { state: 'loading' } | { state: 'gone' } | { state: 'failed'; why: string } | { state: 'open'; invite: Output<'invite.get'> }

/** Where an invitation's link leads: choose a name and a password, and be in. */
export default function AcceptInvite({ token }: { token: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const [offer, setOffer] = useState<Offer>({ state: 'loading' })
  useEffect(() => void readOffer(token).then(setOffer), [token])
  if (offer.state === 'loading') return <Door title={t('app.loading')} />
  if (offer.state === 'failed') return <Door title={t('session.unreachable')} lead={offer.why} />
  if (offer.state === 'open') return <JoinForm token={token} invite={offer.invite} />
  return (
    <Door title={t('session.inviteGone')} lead={t('session.inviteGoneHint')}>
      <Button className="mt-5" onClick={() => navigate('/', { replace: true })}>
        {t('session.toSignIn')}
      </Button>
    </Door>
  )
}

async function readOffer(token: string): Promise<Offer> {
  try {
    const invite = await call('invite.get', { token })
    await setLocale(invite.locale)
    return { state: 'open', invite }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    const mayComeBack = ['offline', 'internal', 'upstream', 'rate_limited'].includes(error.code)
    return mayComeBack ? { state: 'failed', why: explain(error) } : { state: 'gone' }
  }
}

function JoinForm({ token, invite }: { token: string; invite: Output<'invite.get'> }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const { busy, errors, onSubmit } = useForm(['name', 'password'], async ({ name = '', password = '' }) => {
    const session = await call('invite.accept', { token, name, password })
    navigate('/', { replace: true })
    await enter(session)
  })
  return (
    <Door title={t('session.inviteTitle', { workspace: invite.workspaceName })} lead={t('session.inviteLead', { email: invite.email })}>
      <form onSubmit={onSubmit} className="mt-5 flex flex-col gap-4">
        <input type="hidden" autoComplete="username" value={invite.email} readOnly />
        <TextField label={t('session.yourName')} name="name" required maxLength={80} autoFocus autoComplete="name" error={errors['name']} />
        <NewPasswordField label={t('session.password')} error={errors['password']} />
        <FormError text={errors['']} />
        <Button look="primary" type="submit" busy={busy} className="h-10 w-full">
          {t('session.join')}
        </Button>
      </form>
    </Door>
  )
}
