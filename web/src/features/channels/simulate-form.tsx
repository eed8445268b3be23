import { ArrowRight, CircleCheck } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Channel, ChannelKindInfo } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField, TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { useForm } from '../../ui/use-form.ts'
import { FormError } from '../session/door.tsx'

/** Whether messages can be simulated on a kind here: where its provider has a stand-in and this is a demo. */
export const canSimulate = (info: ChannelKindInfo | undefined): info is ChannelKindInfo =>
  info !== undefined && info.practice !== null && info.simulates.length > 0

/** Has a customer write on a channel, by its real door. */
export function SimulateForm({ channel, info }: { channel: Channel; info: ChannelKindInfo }) {
  const { t } = useTranslation()
  const [sent, setSent] = useState(0)
  const [what, setWhat] = useState(info.simulates[0] ?? 'text')
  const { busy, errors, onSubmit } = useForm(['from', 'type', 'text'], async ({ from = '', text = '' }) => {
    await call('channel.simulate', { id: channel.id, from, type: what, text })
    setSent((times) => times + 1)
  })
  const choose = (value: string) => setWhat(info.simulates.find((one) => one === value) ?? what)
  return (
    <form onSubmit={onSubmit} className="@container flex flex-col gap-4">
      <div className="grid items-start gap-4 @md:grid-cols-2">
        <TextField
          label={t('simulate.from')}
          hint={t('simulate.fromHint')}
          name="from"
          required
          maxLength={60}
          defaultValue={t('simulate.fromSample')}
          error={errors['from']}
        />
        <SelectField
          label={t('simulate.what')}
          name="type"
          value={what}
          onChange={(event) => choose(event.target.value)}
          error={errors['type']}
        >
          {info.simulates.map((one) => (
            <option key={one} value={one}>
              {t(`simulate.type.${one}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {what !== 'follow' && (
        <TextField
          label={t('simulate.text')}
          name="text"
          required
          maxLength={2_000}
          defaultValue={t('simulate.textSample')}
          error={errors['text']}
        />
      )}
      <FormError text={errors['']} />
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Button look="primary" type="submit" busy={busy}>
          {t('simulate.send')}
        </Button>
        <p role="status" className="text-s">
          {sent > 0 && <CameIn key={sent} />}
        </p>
      </div>
    </form>
  )
}

function CameIn() {
  const { t } = useTranslation()
  return (
    <span className="inline-flex animate-appear items-center gap-1.5 text-good">
      <Icon of={CircleCheck} size={16} />
      {t('simulate.sent')}
      <Link
        to="/inbox?view=all"
        className="inline-flex items-center gap-0.5 rounded-[4px] px-1 font-medium text-accent-ink underline-offset-2 hover:underline"
      >
        {t('simulate.toInbox')}
        <Icon of={ArrowRight} size={14} />
      </Link>
    </span>
  )
}
