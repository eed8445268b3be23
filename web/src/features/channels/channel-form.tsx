import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ChannelKindInfo, Finding, Preset } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { errorsByField } from '../../ui/failure.ts'
import { TextField } from '../../ui/field.tsx'
import { useForm, valuesOf } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'
import { ConfigFields } from './config-fields.tsx'
import { configOf } from './config-values.ts'
import { Findings } from './findings.tsx'
import { PracticeOffer } from './practice-offer.tsx'
import { PresetBar } from './preset-bar.tsx'

type Props = {
  info: ChannelKindInfo
  name: string
  config: Record<string, unknown>
  /** Of a channel that exists: its kept secrets take part in the check. */
  channelId?: string
  submitLabel: string
  onSave: (name: string, config: Record<string, unknown>) => Promise<void>
}

/** A channel's settings, made from its kind's fields; they can be tried before they are kept, and filled in to practise. */
export function ChannelForm({ info, name, config, channelId, submitLabel, onSave }: Props) {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [filled, setFilled] = useState<{ from: 'practice' | 'preset'; config: Record<string, unknown>; times: number } | null>(null)
  const [isSure, setIsSure] = useState(false)
  const trial = useTrial(info, form, channelId)
  const { busy, errors, onSubmit } = useForm(['name', ...namesOf(info)], async ({ name: wanted = '', ...values }) => {
    const wantedConfig = configOf(info.fields, values)
    // Who connects something that does not work should mean it.
    if (!channelId && !isSure && hasErrors(await trial.check(wantedConfig))) return setIsSure(true)
    await onSave(wanted, wantedConfig)
  })
  const fill = (from: 'practice' | 'preset', settings: Record<string, unknown>) => {
    setFilled((before) => ({ from, config: settings, times: (before?.times ?? 0) + 1 }))
    setIsSure(false)
  }
  const take = (preset: Preset) => {
    if (form.current) fill('preset', configOf(info.fields, { ...valuesOf(form.current), ...texts(preset.settings) }))
  }
  const found = { ...trial.errors, ...errors }
  const errorOf = (field: string) => {
    const finding = trial.findings?.find((one) => one.level === 'error' && one.field === field)
    return found[field] ?? found[`config.${field}`] ?? (finding && say(finding.message))
  }
  return (
    <form ref={form} onSubmit={onSubmit} onChange={() => setIsSure(false)} className="@container flex flex-col gap-4">
      {!channelId && info.practice && (
        <PracticeOffer isTaken={filled?.from === 'practice'} onTake={() => fill('practice', info.practice ?? {})} />
      )}
      <TextField
        label={t('channels.name')}
        hint={t('channels.nameHint')}
        name="name"
        required
        maxLength={80}
        defaultValue={name}
        error={found['name']}
      />
      {info.presets.length > 0 && <PresetBar presets={info.presets} onTake={take} />}
      {/* Filled anew, the fields start from other values. */}
      <ConfigFields key={filled?.times ?? 0} fields={info.fields} config={{ ...config, ...filled?.config }} errorOf={errorOf} />
      <FormError text={found['']} />
      <Findings findings={trial.findings} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={busy}>
          {isSure ? t('channels.createAnyway') : submitLabel}
        </Button>
        <Button busy={trial.busy} onClick={trial.run}>
          {trial.busy ? t('channels.checking') : t('channels.check')}
        </Button>
      </div>
    </form>
  )
}

const namesOf = ({ fields }: ChannelKindInfo) => fields.flatMap((field) => [field.name, `config.${field.name}`])

/** Tries what the form holds without keeping it. */
function useTrial(info: ChannelKindInfo, form: RefObject<HTMLFormElement | null>, channelId: string | undefined) {
  const [busy, setBusy] = useState(false)
  const [findings, setFindings] = useState<Finding[]>()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const check = async (config: Record<string, unknown>) => {
    setBusy(true)
    setErrors({})
    try {
      const { data } = await call('channel.try', { kind: info.kind, config, ...(channelId ? { channelId } : {}) })
      setFindings(data)
      return data
    } finally {
      setBusy(false)
    }
  }
  const run = async () => {
    if (!form.current?.reportValidity()) return
    await check(configOf(info.fields, valuesOf(form.current))).catch((error: unknown) => setErrors(errorsByField(error, namesOf(info))))
  }
  return { busy, findings, errors, check, run: () => void run() }
}

const hasErrors = (findings: readonly Finding[]) => findings.some(({ level }) => level === 'error')

const texts = (settings: Preset['settings']) => Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))
