import { useTranslation } from '../../i18n/use-translation.ts'
import { SettingsFrame } from '../settings/frame.tsx'
import { Corrections } from './corrections.tsx'
import { Intents } from './intents.tsx'
import { ModelState } from './model-state.tsx'

/** What Parley makes of customers' words, and how people teach it to do better. */
export function LanguageSection() {
  const { t } = useTranslation()
  return (
    <SettingsFrame title={t('language.title')} lead={t('language.lead')}>
      <ModelState />
      <Intents />
      <Corrections />
    </SettingsFrame>
  )
}
