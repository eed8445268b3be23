import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Invite } from '../../../../contract/users.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { CopyBox } from '../../ui/copy-box.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextField } from '../../ui/field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { RoleField } from './role-field.tsx'

type Props = { open: boolean; onClose: () => void; onMade: () => void }

/** Makes an invitation and shows its link, once. */
export function InviteDialog({ open, onClose, onMade }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog open={open} onClose={onClose} title={t('team.inviteTitle')} hint={t('team.inviteHint')}>
      <InviteForm onClose={onClose} onMade={onMade} />
    </Dialog>
  )
}

function InviteForm({ onClose, onMade }: Omit<Props, 'open'>) {
  const { t } = useTranslation()
  const [made, setMade] = useState<Invite>()
  const { busy, errors, onSubmit } = useForm(['email', 'role'], async ({ email = '', role = 'agent' }) => {
    setMade(await call('invite.create', { email, role }))
    onMade()
  })
  if (made?.link)
    return (
      <div className="mt-4 flex flex-col gap-3">
        <p>{t('team.linkReady', { email: made.email })}</p>
        <CopyBox text={made.link} />
        <Button className="self-end" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
    )
  return (
    <form onSubmit={onSubmit} className="mt-4 flex flex-col gap-4">
      <TextField label={t('session.email')} name="email" type="email" required autoFocus error={errors['email']} />
      <RoleField current="agent" error={errors['role']} />
      <FormError text={errors['']} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="primary" type="submit" busy={busy}>
          {t('team.makeLink')}
        </Button>
      </div>
    </form>
  )
}
