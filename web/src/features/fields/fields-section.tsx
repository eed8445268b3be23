import { LayoutList, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { v7 } from 'uuid'
import type { Field } from '../../../../contract/fields.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Card, RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { moveField, shownSections, unplaced } from './arrange.ts'
import { FieldDialog } from './field-dialog.tsx'
import { FieldRow, type Dragging } from './field-row.tsx'
import { SectionCard } from './section-card.tsx'
import { useBoard } from './use-board.ts'

/** What a profile asks and in which order: sections of fields, moved by hand, by arrow keys, or by their buttons. */
export function FieldsSection() {
  const { t } = useTranslation()
  const { phase, why, again, layout, fields, arrange } = useBoard()
  const mayManage = useMay('field.manage')
  const [edited, setEdited] = useState<Field | 'new' | null>(null)
  const [dragging, setDragging] = useState<Dragging>(null)
  const sections = layout ? shownSections(layout.sections, fields) : []
  const hidden = unplaced(sections, fields)
  const away = fields.filter((field) => field.archived)
  const place = (field: Field) => {
    const last = sections.at(-1)
    if (edited === 'new' && last) void arrange(moveField(sections, field.id, { sectionId: last.id, index: last.fields.length }))
  }
  const board = { sections, fields, mayManage, dragging, onDrag: setDragging, onArrange: arrange, onEdit: setEdited }
  return (
    <SettingsFrame title={t('settings.fields')} lead={t('fields.lead')} action={mayManage && <NewField onClick={() => setEdited('new')} />}>
      {!layout && <LoadingState phase={phase} why={why} onAgain={again} />}
      {sections.map((section) => (
        <SectionCard key={section.id} section={section} {...board} />
      ))}
      {layout && mayManage && (
        <Button className="self-start" onClick={() => void arrange([...sections, { id: v7(), title: t('fields.newSection'), fields: [] }])}>
          <Icon of={LayoutList} size={16} />
          {t('fields.addSection')}
        </Button>
      )}
      {layout && hidden.length > 0 && (
        <Card title={t('fields.hidden')} hint={t('fields.hiddenHint')}>
          <ul className="divide-y divide-line rounded-md border border-line">
            {hidden.map((key) => (
              <FieldRow key={key} fieldKey={key} {...board} />
            ))}
          </ul>
        </Card>
      )}
      {away.length > 0 && <PutAway fields={away} mayManage={mayManage} />}
      {edited && <FieldDialog field={edited === 'new' ? null : edited} onSaved={place} onClose={() => setEdited(null)} />}
    </SettingsFrame>
  )
}

function NewField({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation()
  return (
    <Button look="primary" onClick={onClick}>
      <Icon of={Plus} />
      {t('fields.new')}
    </Button>
  )
}

/** Fields that were put away: what customers have in them is kept, and comes back with them. */
function PutAway({ fields, mayManage }: { fields: readonly Field[]; mayManage: boolean }) {
  const { t } = useTranslation()
  const bringBack = async (field: Field) => {
    const saved = await call('field.update', { id: field.id, archived: false })
    learn((draft) => keep(draft, 'fields', saved))
  }
  return (
    <section>
      <h2 className="mb-2 text-s font-medium text-ink-2">{t('fields.away')}</h2>
      <RowCard>
        {fields.map((field) => (
          <li key={field.id} className="flex items-center gap-3 px-4 py-2.5">
            <span className="min-w-0 flex-1 truncate text-ink-2">{field.name}</span>
            {mayManage && (
              <Button small onClick={() => void bringBack(field).catch(report)}>
                {t('fields.bringBack')}
              </Button>
            )}
          </li>
        ))}
      </RowCard>
    </section>
  )
}
