import { Users } from 'lucide-react'
import { useRef, useState } from 'react'
import { say } from '../../i18n/index.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link, useLocation } from 'wouter'
import type { Segment } from '../../../../contract/segments.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field.tsx'
import { Icon } from '../../ui/icon.tsx'
import { toast } from '../../ui/toasts.tsx'
import { useForm } from '../../ui/use-form.ts'
import { ConditionEditor, type ConditionReader } from '../conditions/condition-editor.tsx'
import { FormError } from '../session/door.tsx'
import { Card, SettingsFrame } from '../settings/frame.tsx'

/** One segment to name and put together; null: a new one. */
export function SegmentForm({ segment }: { segment: Segment | null }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const mayManage = useMay('segment.manage')
  /** As long as the condition is untouched, its name can be changed by who could not ask it themselves. */
  const [changed, setChanged] = useState(false)
  const editor = useRef<ConditionReader>(null)
  const { busy, errors, onSubmit } = useForm(['name'], async ({ name = '' }) => {
    const condition = segment && !changed ? undefined : editor.current?.read()
    if (condition === null) return
    const saved = segment
      ? await call('segment.update', { id: segment.id, version: segment.version, name, ...(condition && { condition }) })
      : await call('segment.create', { name, condition: condition ?? { all: [] } })
    learn((draft) => keep(draft, 'segments', saved))
    toast(t('app.saved'))
    navigate('/segments')
  })
  const show = segment && (
    <Link to={`/customers?segment=${segment.id}`} className="flex items-center gap-1.5 rounded-sm font-medium text-accent-ink">
      <Icon of={Users} size={16} />
      {t('segments.show')}
    </Link>
  )
  return (
    <SettingsFrame title={segment ? t('segments.edit', { name: segment.name }) : t('segments.new')} back="/segments" action={show}>
      <form onSubmit={onSubmit} className="flex flex-col gap-5">
        <TextField
          label={t('segments.name')}
          name="name"
          required
          maxLength={80}
          defaultValue={segment?.name}
          error={errors['name']}
          readOnly={!mayManage}
        />
        <Card title={t('segments.condition')}>
          <ConditionEditor subject="customer" value={segment?.condition ?? { all: [] }} reader={editor} onChange={() => setChanged(true)} />
        </Card>
        <FormError text={errors[''] ?? (!changed && segment?.broken ? say(segment.broken) : undefined)} />
        {mayManage && (
          <div className="flex justify-end gap-2">
            <Button onClick={() => navigate('/segments')}>{t('app.cancel')}</Button>
            <Button look="primary" type="submit" busy={busy}>
              {t('app.save')}
            </Button>
          </div>
        )}
      </form>
    </SettingsFrame>
  )
}
