import { LayoutTemplate, SearchX } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Template } from '../../../../../contract/channels.ts'
import { Chip } from '../../../ui/chip.tsx'
import { Empty } from '../../../ui/empty.tsx'
import { filled } from './fill-template.ts'

/** The templates there are, narrowed by what is typed. */
export function TemplateList({ templates, onChoose }: { templates: readonly Template[]; onChoose: (template: Template) => void }) {
  const { t } = useTranslation()
  const [q, setQ] = useState('')
  if (templates.length === 0) return <Empty icon={LayoutTemplate} title={t('templates.none')} hint={t('templates.noneHint')} />
  const wanted = q.trim().toLowerCase()
  const found = templates.filter(({ name, text }) => `${name}\n${text}`.toLowerCase().includes(wanted))
  return (
    <div className="mt-4 flex flex-col gap-3">
      <input
        type="search"
        autoFocus
        aria-label={t('templates.find')}
        placeholder={t('templates.find')}
        value={q}
        onChange={(event) => setQ(event.target.value)}
        className="h-10 w-full rounded-md border border-line-strong bg-panel px-3"
      />
      {found.length === 0 && <Empty icon={SearchX} title={t('templates.noneFound', { q: q.trim() })} />}
      <ul className="-mx-2 flex max-h-[50dvh] flex-col overflow-auto">
        {found.map((template) => (
          <li key={`${template.name}/${template.language}`}>
            <button
              type="button"
              onClick={() => onChoose(template)}
              className="w-full rounded-md px-3 py-2.5 text-left hover:bg-hover focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
            >
              <span className="flex items-center gap-2">
                <span className="truncate font-medium">{template.name}</span>
                <Chip>{template.language}</Chip>
              </span>
              <span className="line-clamp-2 text-s text-ink-2">{filled(template, [])}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
