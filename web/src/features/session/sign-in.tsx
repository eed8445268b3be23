import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { Door, FormError } from './door.tsx'
import { PasswordField } from './password-field.tsx'
import { type Demo, enter, useGate } from './session.ts'

export default function SignIn() {
  const { t } = useTranslation()
  const { demo, ended } = useGate()
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const { busy, errors, onSubmit } = useForm(['email', 'password'], async () => enter(await call('session.create', { email, password })))
  const fill = (known: Demo) => {
    setEmail(known.email)
    setPassword(known.password)
  }
  return (
    <Door title={t('session.signIn')} lead={t('session.signInLead')}>
      {ended && <p className="mt-4 rounded-md bg-accent-tint px-3 py-2 text-accent-ink">{t('session.ended')}</p>}
      <form onSubmit={onSubmit} className="mt-5 flex flex-col gap-4">
        <TextField
          label={t('session.email')}
          name="email"
          type="email"
          required
          autoFocus
          autoComplete="username"
          value={email}
          error={errors['email']}
          onChange={(event) => setEmail(event.target.value)}
        />
        <PasswordField
          label={t('session.password')}
          name="password"
          required
          autoComplete="current-password"
          value={password}
          error={errors['password']}
          onChange={(event) => setPassword(event.target.value)}
        />
        <FormError text={errors['']} />
        <Button look="primary" type="submit" busy={busy} className="h-10 w-full">
          {t('session.signIn')}
        </Button>
      </form>
      {demo && <DemoHint demo={demo} onUse={() => fill(demo)} />}
    </Door>
  )
}

function DemoHint({ demo, onUse }: { demo: Demo; onUse: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="mt-5 rounded-md border border-note-line bg-note p-3">
      <p className="font-semibold">{t('session.demoTitle')}</p>
      <p className="mb-2.5 text-ink-2">{t('session.demoLead', { email: demo.email })}</p>
      <Button small onClick={onUse}>
        {t('session.demoUse')}
      </Button>
    </div>
  )
}
