import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { moveField, moveSection, type Sections } from './arrange.ts'
import { FieldRow, type BoardProps } from './field-row.tsx'

type Section = Sections[number]

/** One section of the profile: its title, its fields, and room to drop one. */
export function SectionCard({ section, ...board }: { section: Section } & BoardProps) {
  const { t } = useTranslation()
  const { sections, mayManage, dragging, onArrange, onDrag } = board
  const end = { sectionId: section.id, index: section.fields.length }
  return (
    <section
      aria-label={section.title || t('profile.details')}
      className={cx('rounded-lg border bg-panel p-3 md:p-4', dragging ? 'border-dashed border-accent' : 'border-line')}
      onDragOver={(event) => dragging && event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault()
        if (dragging) void onArrange(moveField(sections, dragging, end))
        onDrag(null)
      }}
    >
      <Head section={section} {...board} />
      <ul className="divide-y divide-line rounded-md border border-line">
        {section.fields.map((key) => (
          <FieldRow key={key} fieldKey={key} sectionId={section.id} {...board} />
        ))}
        {section.fields.length === 0 && (
          <li className="px-3 py-3 text-s text-ink-3">{mayManage ? t('fields.emptySection') : t('fields.noFields')}</li>
        )}
      </ul>
    </section>
  )
}

function Head({ section, sections, mayManage, onArrange }: { section: Section } & BoardProps) {
  const { t } = useTranslation()
  const shown = section.title || t('profile.details')
  const rename = (title: string) => {
    if (title.trim() === shown) return
    void onArrange(sections.map((one) => (one.id === section.id ? { ...one, title: title.trim() } : one)))
  }
  if (!mayManage) return <h2 className="mb-2 font-semibold">{shown}</h2>
  return (
    <div className="mb-2 flex items-center gap-1">
      <input
        key={shown}
        aria-label={t('fields.sectionTitle')}
        defaultValue={shown}
        maxLength={60}
        onBlur={(event) => rename(event.target.value)}
        onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && event.currentTarget.blur()}
        className="h-9 min-w-0 flex-1 rounded-md border border-transparent bg-transparent px-2 font-semibold hover:border-line focus:border-line-strong"
      />
      <IconButton
        label={t('fields.sectionUp', { title: shown })}
        disabled={sections[0]?.id === section.id}
        onClick={() => void onArrange(moveSection(sections, section.id, -1))}
      >
        <Icon of={ArrowUp} size={16} />
      </IconButton>
      <IconButton
        label={t('fields.sectionDown', { title: shown })}
        disabled={sections.at(-1)?.id === section.id}
        onClick={() => void onArrange(moveSection(sections, section.id, 1))}
      >
        <Icon of={ArrowDown} size={16} />
      </IconButton>
      <IconButton
        label={t('fields.removeSection', { title: shown })}
        disabled={section.fields.length > 0 || sections.length === 1}
        onClick={() => void onArrange(sections.filter((one) => one.id !== section.id))}
      >
        <Icon of={Trash2} size={16} />
      </IconButton>
    </div>
  )
}
