import type { Field } from '../../../../../../contract/fields.ts'
import type { ProfileValue } from '../profile-keys.ts'

/** What every editor of a field gets. It calls `onSave` when the person is done; what the server says of it comes back as `error`. */
export type EditorProps = {
  label: string
  value: ProfileValue
  /** Of a custom field. */
  field: Field | undefined
  error: string | undefined
  busy: boolean
  onSave: (value: ProfileValue) => void
  onCancel: () => void
}

export const editorBox = 'w-full rounded-sm border border-line-strong bg-panel px-2 text-ink aria-invalid:border-seal'
