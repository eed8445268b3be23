import { ListPlus, Plus, X } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { ConditionField } from '../../../../contract/conditions.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'
import { isGroup, newGroup, newTest, type GroupDraft, type Mode, type PartDraft } from './draft.ts'
import { FieldPicker } from './field-picker.tsx'
import { PartProblem } from './part-problem.tsx'
import type { Found } from './problems.ts'
import { TestRow } from './test-row.tsx'

/** Deeper, nobody reads it any more; the server takes a little more than that. */
const deepest = 4

type Props = {
  group: GroupDraft
  fields: readonly ConditionField[]
  problems: readonly Found[]
  depth: number
  onChange: (group: GroupDraft) => void
  onRemove?: () => void
}

/** Tests and groups of which all, any or none must hold. */
export function GroupEditor({ group, fields, problems, depth, onChange, onRemove }: Props) {
  const { t } = useTranslation()
  const problem = problemAt(problems, group.key)
  const setParts = (parts: PartDraft[]) => onChange({ ...group, parts })
  const replace = (part: PartDraft) => setParts(group.parts.map((one) => (one.key === part.key ? part : one)))
  const remove = (part: PartDraft) => setParts(group.parts.filter((one) => one.key !== part.key))
  return (
    <fieldset
      data-part={group.key}
      aria-describedby={problem ? `${group.key}-problem` : undefined}
      className={cx('flex min-w-0 flex-col gap-2', depth > 1 && 'rounded-md border border-line bg-sunken p-2.5')}
    >
      <legend className="sr-only">{t('conditions.groupOf', { mode: t(`conditions.mode.${group.mode}`) })}</legend>
      <div className="flex items-center gap-2">
        <ModeSelect mode={group.mode} onChange={(mode) => onChange({ ...group, mode })} />
        {onRemove && (
          <IconButton label={t('conditions.removeGroup')} className="ml-auto" onClick={onRemove}>
            <Icon of={X} size={16} />
          </IconButton>
        )}
      </div>
      {group.parts.map((part) =>
        isGroup(part) ? (
          <GroupEditor
            key={part.key}
            group={part}
            fields={fields}
            problems={problems}
            depth={depth + 1}
            onChange={replace}
            onRemove={() => remove(part)}
          />
        ) : (
          <TestRow
            key={part.key}
            test={part}
            fields={fields}
            problem={problemAt(problems, part.key)}
            onChange={replace}
            onRemove={() => remove(part)}
          />
        ),
      )}
      {problem && <PartProblem id={`${group.key}-problem`} problem={problem} />}
      <div className="flex flex-wrap gap-2">
        <FieldPicker
          fields={fields}
          onPick={(field) => setParts([...group.parts, newTest(field)])}
          trigger={
            <Button small>
              <Icon of={Plus} size={14} />
              {t('conditions.add')}
            </Button>
          }
        />
        {depth < deepest && (
          <Button small look="ghost" onClick={() => setParts([...group.parts, newGroup(group.mode === 'all' ? 'any' : 'all')])}>
            <Icon of={ListPlus} size={14} />
            {t('conditions.addGroup')}
          </Button>
        )}
      </div>
    </fieldset>
  )
}

const problemAt = (problems: readonly Found[], key: string) => problems.find((one) => one.key === key)?.problem

function ModeSelect({ mode, onChange }: { mode: Mode; onChange: (mode: Mode) => void }) {
  const { t } = useTranslation()
  return (
    <select
      aria-label={t('conditions.modeLabel')}
      value={mode}
      onChange={(event) => onChange(event.target.value as Mode)}
      className="select h-8 rounded-md border border-line-strong bg-panel pr-8 pl-2.5 text-s font-medium"
    >
      {(['all', 'any', 'none'] as const).map((one) => (
        <option key={one} value={one}>
          {t(`conditions.mode.${one}`)}
        </option>
      ))}
    </select>
  )
}
