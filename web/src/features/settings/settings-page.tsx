import { useTranslation } from '../../i18n/use-translation.ts'
import { Redirect, useParams } from 'wouter'
import { NotFound } from '../../app/plain-pages.tsx'
import { useIsPhone } from '../../ui/use-media.ts'
import { AuditSection } from '../access/audit-section.tsx'
import { RolesSection } from '../access/roles-section.tsx'
import { TeamsSection } from '../access/teams-section.tsx'
import { ChannelsSection } from '../channels/channels-section.tsx'
import { FieldsSection } from '../fields/fields-section.tsx'
import { LabelsSection } from '../fields/labels-section.tsx'
import { LanguageSection } from '../language/language-section.tsx'
import { OutboxSection } from '../channels/outbox-section.tsx'
import { TeamSection } from '../team/team-section.tsx'
import { ProfileSection } from './profile-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { SettingsNav } from './settings-nav.tsx'
import { WorkspaceSection } from './workspace-section.tsx'

const sections = {
  profile: ProfileSection,
  sessions: SessionsSection,
  channels: ChannelsSection,
  team: TeamSection,
  teams: TeamsSection,
  roles: RolesSection,
  fields: FieldsSection,
  labels: LabelsSection,
  language: LanguageSection,
  audit: AuditSection,
  workspace: WorkspaceSection,
  outbox: OutboxSection,
}
type SectionName = keyof typeof sections
const isSection = (name: string): name is SectionName => name in sections

/** Everything that is set once and then left alone. */
export default function SettingsPage() {
  const { t } = useTranslation()
  const { section, id } = useParams<{ section?: string; id?: string }>()
  const isPhone = useIsPhone()
  if (!section && isPhone)
    return (
      <main className="flex min-w-0 flex-1">
        <SettingsNav />
      </main>
    )
  if (!section) return <Redirect to="/settings/profile" replace />
  if (!isSection(section)) return <NotFound />
  const Section = sections[section]
  return (
    <>
      {!isPhone && <SettingsNav />}
      <main aria-label={t(`settings.${section}`)} className="min-w-0 flex-1 overflow-auto">
        <Section key={section} {...(id ? { id } : {})} />
      </main>
    </>
  )
}
