import { type Ref, useImperativeHandle, useRef, useState } from 'react'
import type { Condition } from '../../../../contract/conditions.ts'
import { LoadingState } from '../settings/loading-state.tsx'
import { conditionOf, draftOf, type GroupDraft } from './draft.ts'
import { GroupEditor } from './group-editor.tsx'
import { LiveCount } from './live-count.tsx'
import { ProblemList } from './problem-list.tsx'
import { problemsOf } from './problems.ts'
import { type Subject, useConditionFields } from './use-condition-fields.ts'

export type ConditionReader = {
  /** The condition as it stands; null where a part is unfinished or wrong, which is then marked, named and focused. */
  read: () => Condition | null
}

type Props = {
  subject: Subject
  value: Condition
  reader: Ref<ConditionReader>
  /** Called on every change with whether anything is asked. */
  onChange: (hasParts: boolean) => void
}

/**
 * Puts a condition together: groups in groups, a field, how it is compared, with what. It begins with `value`; what it became is read
 * by `reader`. Of customers it says how many there are.
 */
export function ConditionEditor({ subject, value, reader, onChange }: Props) {
  const { fields, phase, why, again } = useConditionFields(subject)
  const [draft, setDraft] = useState(() => draftOf(value))
  const [tried, setTried] = useState(false)
  const box = useRef<HTMLDivElement>(null)
  const problems = phase === 'ready' ? problemsOf(draft, fields) : []
  useImperativeHandle(reader, () => ({
    read: () => {
      if (problems.length === 0) return conditionOf(draft)
      setTried(true)
      focusPart(box.current, problems[0]!.key)
      return null
    },
  }))
  const change = (next: GroupDraft) => {
    setDraft(next)
    onChange(next.parts.length > 0)
  }
  if (phase !== 'ready') return <LoadingState phase={phase} why={why} onAgain={again} />
  // What is not written yet is no mistake until somebody wants to go on; what is wrong is said at once.
  const shown = tried ? problems : problems.filter(({ problem }) => problem !== 'missing' && problem !== 'empty')
  return (
    <div ref={box} className="flex flex-col gap-3">
      <GroupEditor group={draft} fields={fields} problems={shown} depth={1} onChange={change} />
      {tried && problems.length > 0 && <ProblemList problems={problems} fields={fields} />}
      {subject === 'customer' && <LiveCount condition={problems.length > 0 ? null : conditionOf(draft)} />}
    </div>
  )
}

/** Where a part's value is written or chosen; where it has none, what the part begins with. */
function focusPart(box: HTMLElement | null, key: string): void {
  const part = box?.querySelector(`[data-part="${key}"]`)
  const control = part?.querySelector<HTMLElement>('[data-value] :is(input, select, button)') ?? part?.querySelector<HTMLElement>('button')
  control?.focus()
}
