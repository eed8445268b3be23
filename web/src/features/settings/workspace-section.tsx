import { useTranslation } from '../../i18n/use-translation.ts'
import { call } from '../../api.ts'
import { oneOf } from '../../app/one-of.ts'
import { useMay } from '../../sync/may.ts'
import { useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { Card, SettingsFrame } from './frame.tsx'

export function WorkspaceSection() {
  const { t } = useTranslation()
  const workspace = useStore((state) => state.workspace)
  const mayManage = useMay('workspace.manage')
  const { busy, errors, onSubmit } = useForm(
    ['name', 'locale', 'timeZone', 'leapDay'],
    async ({ name = '', locale, timeZone = '', leapDay }) => {
      const given = { locale: oneOf(['zh-CN', 'en'], locale, 'en'), leapDay: oneOf(['february', 'march'], leapDay, 'february') }
      const next = await call('workspace.update', { name, timeZone, ...given })
      useStore.setState({ workspace: next })
      toast(t('app.saved'))
    },
  )
  if (!workspace) return null
  return (
    <SettingsFrame title={t('settings.workspace')} lead={mayManage ? undefined : t('settings.ownersOnly')}>
      <Card>
        <form onSubmit={onSubmit}>
          <fieldset disabled={!mayManage} className="grid gap-4">
            <TextField
              label={t('settings.workspaceName')}
              name="name"
              required
              maxLength={80}
              defaultValue={workspace.name}
              error={errors['name']}
            />
            <SelectField
              label={t('settings.language')}
              name="locale"
              defaultValue={workspace.locale}
              hint={t('settings.workspaceLanguageHint')}
              error={errors['locale']}
            >
              <option value="zh-CN">简体中文</option>
              <option value="en">English</option>
            </SelectField>
            <SelectField
              label={t('settings.timeZone')}
              name="timeZone"
              defaultValue={workspace.timeZone}
              hint={t('settings.timeZoneHint')}
              error={errors['timeZone']}
            >
              {timeZones(workspace.timeZone).map((zone) => (
                <option key={zone} value={zone}>
                  {zone.replaceAll('_', ' ')}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={t('profile.birthday.leapDay')}
              name="leapDay"
              defaultValue={workspace.leapDay}
              hint={t('profile.birthday.leapDayHint')}
              error={errors['leapDay']}
            >
              <option value="february">{t('profile.birthday.leapDay_february')}</option>
              <option value="march">{t('profile.birthday.leapDay_march')}</option>
            </SelectField>
            <FormError text={errors['']} />
            {mayManage && (
              <Button look="primary" type="submit" busy={busy} className="w-fit">
                {t('app.save')}
              </Button>
            )}
          </fieldset>
        </form>
      </Card>
    </SettingsFrame>
  )
}

/** All zones the browser knows, and the one that is set even if it does not. */
function timeZones(current: string): string[] {
  return [...new Set([current, 'UTC', ...Intl.supportedValuesOf('timeZone')])].sort()
}
