import { useMemo } from 'react'
import { useStore } from '../../../sync/store.ts'
import { BirthdayEditor } from './editors/birthday-editor.tsx'
import { ChoiceEditor, ChoicesEditor } from './editors/choice-editor.tsx'
import type { EditorProps } from './editors/editor.ts'
import { PreferencesEditor } from './editors/preferences-editor.tsx'
import { LongTextEditor, TextEditor } from './editors/text-editor.tsx'

/** The editor a field's type asks for. */
export function FieldEditor({ fieldKey, ...props }: EditorProps & { fieldKey: string }) {
  switch (fieldKey === 'owner' ? 'user' : (props.field?.type ?? fieldKey)) {
    case 'birthday':
      return <BirthdayEditor {...props} />
    case 'preferences':
      return <PreferencesEditor {...props} />
    case 'team':
      return <TeamEditor {...props} />
    case 'user':
      return <UserEditor {...props} />
    case 'choice':
      return <ChoiceEditor {...props} options={optionsOf(props)} />
    case 'choices':
      return <ChoicesEditor {...props} options={optionsOf(props)} />
    case 'long_text':
      return <LongTextEditor {...props} />
    default:
      return <TextEditor {...props} />
  }
}

const optionsOf = ({ field }: EditorProps) => (field?.options ?? []).map(({ id, label }) => ({ value: id, label }))

function UserEditor(props: EditorProps) {
  const users = useStore((state) => state.users)
  const options = useMemo(
    () => byName(Object.values(users).filter((user) => !user.disabledAt || user.id === props.value)),
    [users, props.value],
  )
  return <ChoiceEditor {...props} options={options} />
}

function TeamEditor(props: EditorProps) {
  const teams = useStore((state) => state.teams)
  const options = useMemo(() => byName(Object.values(teams)), [teams])
  return <ChoiceEditor {...props} options={options} />
}

const byName = (named: { id: string; name: string }[]) =>
  named.map(({ id, name }) => ({ value: id, label: name })).sort((a, b) => a.label.localeCompare(b.label))
