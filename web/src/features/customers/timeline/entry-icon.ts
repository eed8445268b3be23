import { AtSign, FileUp, GitMerge, type LucideIcon, PenLine, ShieldCheck, Sparkles, Tag, UserRound } from 'lucide-react'
import type { TimelineEntry } from '../../../../../contract/timeline.ts'

const icons: Record<Exclude<TimelineEntry['type'], 'message' | 'note'>, LucideIcon> = {
  change: PenLine,
  label: Tag,
  owner: UserRound,
  identity: AtSign,
  merge: GitMerge,
  consent: ShieldCheck,
  import: FileUp,
  created: Sparkles,
}

export const entryIcon = ({ type }: Exclude<TimelineEntry, { type: 'message' | 'note' }>): LucideIcon => icons[type]
