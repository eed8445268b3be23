import { useTranslation } from '../../i18n/use-translation.ts'
import type { Preset } from '../../../../contract/channels.ts'
import { sayBoth } from '../../i18n/both.ts'
import { Button } from '../../ui/button.tsx'

/** Fills in the servers of a common provider. */
export function PresetBar({ presets, onTake }: { presets: readonly Preset[]; onTake: (preset: Preset) => void }) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t('channels.presets')} className="flex flex-wrap items-center gap-1.5">
      <span className="mr-1 text-s font-medium text-ink-2">{t('channels.presets')}</span>
      {presets.map((preset) => (
        <Button key={preset.name.en} small onClick={() => onTake(preset)}>
          {sayBoth(preset.name)}
        </Button>
      ))}
    </div>
  )
}
