import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { modName } from '../../app/actions.ts'
import { prefer, usePreferences } from '../../app/preferences.ts'
import { setLocale } from '../../i18n/index.ts'
import { keep } from '../../sync/entities.ts'
import { loadChannelWords } from '../../sync/kinds.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { NewPasswordField } from '../session/new-password-field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { PasswordField } from '../session/password-field.tsx'
import { Card, SettingsFrame } from './frame.tsx'

export function ProfileSection() {
  const { t } = useTranslation()
  return (
    <SettingsFrame title={t('settings.profile')}>
      <AboutMe />
      <ThisDevice />
      <Password />
    </SettingsFrame>
  )
}

function AboutMe() {
  const { t } = useTranslation()
  const me = useStore((state) => state.me)
  const { busy, errors, onSubmit } = useForm(['name', 'locale'], async ({ name = '', locale }) => {
    const user = await call('user.update', { name, locale: locale === 'zh-CN' ? 'zh-CN' : 'en' })
    learn((draft) => keep(draft, 'users', user))
    useStore.setState({ me: user })
    await setLocale(user.locale)
    await loadChannelWords()
    toast(t('app.saved'))
  })
  if (!me) return null
  return (
    <Card title={t('settings.about')} hint={me.email}>
      <form onSubmit={onSubmit} className="grid gap-4 md:grid-cols-2">
        <TextField label={t('session.yourName')} name="name" required maxLength={80} defaultValue={me.name} error={errors['name']} />
        <SelectField label={t('settings.language')} name="locale" defaultValue={me.locale} error={errors['locale']}>
          <option value="zh-CN">简体中文</option>
          <option value="en">English</option>
        </SelectField>
        <FormError text={errors['']} />
        <div className="md:col-span-2">
          <Button look="primary" type="submit" busy={busy}>
            {t('app.save')}
          </Button>
        </div>
      </form>
    </Card>
  )
}

function ThisDevice() {
  const { t } = useTranslation()
  const { theme, sendKey } = usePreferences()
  return (
    <Card title={t('settings.device')}>
      <div className="grid gap-4 md:grid-cols-2">
        <SelectField label={t('settings.theme')} value={theme} onChange={(event) => prefer({ theme: event.target.value as typeof theme })}>
          <option value="system">{t('settings.themeSystem')}</option>
          <option value="light">{t('settings.themeLight')}</option>
          <option value="dark">{t('settings.themeDark')}</option>
        </SelectField>
        <SelectField
          label={t('settings.sendKey')}
          value={sendKey}
          onChange={(event) => prefer({ sendKey: event.target.value as typeof sendKey })}
        >
          <option value="mod-enter">{t('composer.modEnterSends', { mod: modName })}</option>
          <option value="enter">{t('composer.enterSends')}</option>
        </SelectField>
      </div>
    </Card>
  )
}

function Password() {
  const { t } = useTranslation()
  const me = useStore((state) => state.me)
  const { busy, errors, onSubmit } = useForm(['currentPassword', 'password'], async ({ currentPassword = '', password = '' }) => {
    await call('user.update', { currentPassword, password })
    toast(t('settings.passwordChanged'))
  })
  return (
    <Card title={t('settings.changePassword')}>
      <form
        onSubmit={(event) => {
          onSubmit(event)
          event.currentTarget.reset()
        }}
        className="grid gap-4 md:grid-cols-2"
      >
        <input type="hidden" autoComplete="username" value={me?.email ?? ''} readOnly />
        <PasswordField
          label={t('settings.currentPassword')}
          name="currentPassword"
          required
          autoComplete="current-password"
          error={errors['currentPassword']}
        />
        <NewPasswordField label={t('settings.newPassword')} error={errors['password']} />
        <FormError text={errors['']} />
        <div className="md:col-span-2">
          <Button type="submit" busy={busy}>
            {t('settings.changePassword')}
          </Button>
        </div>
      </form>
    </Card>
  )
}
