import { useState } from 'react'
import type { Condition } from '../../../../contract/conditions.ts'
import { LoadingState } from '../settings/loading-state.tsx'
import { conditionOf, draftOf, type GroupDraft } from './draft.ts'
import { GroupEditor } from './group-editor.tsx'
import { LiveCount } from './live-count.tsx'
import { type Subject, useConditionFields } from './use-condition-fields.ts'

type Props = { subject: Subject; value: Condition; onChange: (condition: Condition) => void }

/**
 * Puts a condition together: groups in groups, a field, how it is compared, with what. It begins with `value` and then tells every
 * change; what is not finished yet is not told. Of customers it says how many there are.
 */
export function ConditionEditor({ subject, value, onChange }: Props) {
  const { fields, phase, why, again } = useConditionFields(subject)
  const [draft, setDraft] = useState(() => draftOf(value))
  const change = (next: GroupDraft) => {
    setDraft(next)
    onChange(conditionOf(next))
  }
  if (phase !== 'ready') return <LoadingState phase={phase} why={why} onAgain={again} />
  return (
    <div className="flex flex-col gap-3">
      <GroupEditor group={draft} fields={fields} depth={1} onChange={change} />
      {subject === 'customer' && <LiveCount condition={conditionOf(draft)} />}
    </div>
  )
}
