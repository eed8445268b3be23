import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { browserLocale } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { NewPasswordField } from './new-password-field.tsx'
import { useForm } from '../../ui/use-form.ts'
import { Door, FormError } from './door.tsx'
import { enter } from './session.ts'

/** The very first visit: makes the workspace and its owner. */
export default function SetUp() {
  const { t, i18n } = useTranslation()
  const { busy, errors, onSubmit } = useForm(['name', 'email', 'password', 'workspaceName'], async (values) => {
    const { name = '', email = '', password = '', workspaceName = '' } = values
    const locale = i18n.language === 'zh-CN' ? 'zh-CN' : i18n.language === 'en' ? 'en' : browserLocale()
    await enter(await call('setup.create', { name, email, password, workspaceName, locale }))
  })
  return (
    <Door title={t('session.setupTitle')} lead={t('session.setupLead')}>
      <form onSubmit={onSubmit} className="mt-5 flex flex-col gap-4">
        <TextField
          label={t('session.workspaceName')}
          name="workspaceName"
          required
          maxLength={80}
          autoFocus
          error={errors['workspaceName']}
        />
        <TextField label={t('session.yourName')} name="name" required maxLength={80} autoComplete="name" error={errors['name']} />
        <TextField label={t('session.email')} name="email" type="email" required autoComplete="username" error={errors['email']} />
        <NewPasswordField label={t('session.password')} error={errors['password']} />
        <FormError text={errors['']} />
        <Button look="primary" type="submit" busy={busy} className="h-10 w-full">
          {t('session.create')}
        </Button>
      </form>
    </Door>
  )
}
