import { useMemo } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Customer } from '../../../../../contract/customers.ts'
import type { Field, ProfileLayout } from '../../../../../contract/fields.ts'
import { useStore } from '../../../sync/store.ts'
import { Section } from './section.tsx'
import { isBuiltIn } from './profile-keys.ts'
import { ProfileField } from './profile-field.tsx'

/** The profile in the workspace's own lay-out. */
export function ProfileForm({ customer }: { customer: Customer }) {
  const { t } = useTranslation()
  return useSections().map((section) => (
    <Section key={section.id} title={section.title || t('profile.details')}>
      <dl>
        {section.fields.map((key) => (
          <ProfileField key={key} customer={customer} fieldKey={key} />
        ))}
      </dl>
    </Section>
  ))
}

const usual = ['company', 'birthday', 'owner', 'team', 'labels', 'preferences']

function useSections(): ProfileLayout['sections'] {
  const layout = useStore((state) => state.layout)
  const fields = useStore((state) => state.fields)
  return useMemo(() => sectionsOf(layout, fields), [layout, fields])
}

/** The lay-out without fields that were put away, and without sections that are empty then. */
export function sectionsOf(layout: ProfileLayout | null, fields: Readonly<Record<string, Field>>): ProfileLayout['sections'] {
  const sections = layout?.sections ?? [{ id: 'usual', title: '', fields: usual }]
  const isShown = (key: string) => key !== 'name' && (isBuiltIn(key) || fields[key]?.archived === false)
  return sections.map((section) => ({ ...section, fields: section.fields.filter(isShown) })).filter((section) => section.fields.length > 0)
}
