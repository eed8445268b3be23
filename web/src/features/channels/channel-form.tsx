import { type RefObject, useRef, useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ChannelKindInfo, Finding } from '../../../../contract/channels.ts'
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
  const [practice, setPractice] = useState<Record<string, unknown> | null>(null)
  const { busy, errors, onSubmit } = useForm(['name', ...namesOf(info)], ({ name: wanted = '', ...values }) =>
    onSave(wanted, configOf(info.fields, values)),
  )
  const trial = useTrial(info, form, channelId)
  const found = { ...trial.errors, ...errors }
  const errorOf = (field: string) => {
    const finding = trial.findings?.find((one) => one.level === 'error' && one.field === field)
    return found[field] ?? found[`config.${field}`] ?? (finding && say(finding.message))
  }
  return (
    <form ref={form} onSubmit={onSubmit} className="@container flex flex-col gap-4">
      {!channelId && info.practice && <PracticeOffer isTaken={practice !== null} onTake={() => setPractice(info.practice)} />}
      <TextField
        label={t('channels.name')}
        hint={t('channels.nameHint')}
        name="name"
        required
        maxLength={80}
        defaultValue={name}
        error={found['name']}
      />
      {/* Filled anew, the fields start from other values. */}
      <ConfigFields key={String(practice !== null)} fields={info.fields} config={practice ?? config} errorOf={errorOf} />
      <FormError text={found['']} />
      <Findings findings={trial.findings} />
      <div className="flex flex-wrap gap-2">
        <Button look="primary" type="submit" busy={busy}>
          {submitLabel}
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
  const run = async () => {
    if (!form.current?.reportValidity()) return
    const values = valuesOf(form.current)
    setBusy(true)
    setErrors({})
    await call('channel.try', { kind: info.kind, config: configOf(info.fields, values), ...(channelId ? { channelId } : {}) })
      .then(
        ({ data }) => setFindings(data),
        (error: unknown) => setErrors(errorsByField(error, namesOf(info))),
      )
      .finally(() => setBusy(false))
  }
  return { busy, findings, errors, run: () => void run() }
}
