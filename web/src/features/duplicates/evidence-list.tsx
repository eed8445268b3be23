import { useTranslation } from '../../i18n/use-translation.ts'
import type { Evidence } from '../../../../contract/merges.ts'
import { Chip } from '../../ui/chip.tsx'

/** What speaks for and against two being one, the strongest first, with how much in a word. */
export function EvidenceList({ evidence }: { evidence: readonly Evidence[] }) {
  const { t } = useTranslation()
  return (
    <ul aria-label={t('duplicates.why')} className="flex flex-wrap gap-1.5">
      {evidence
        .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
        .map(({ kind, a, b, weight }) => (
          <li key={kind}>
            <Chip tone={weight < 0 ? 'seal' : weight >= 3 ? 'good' : 'plain'} title={[a, b].filter(Boolean).join(' · ')}>
              {t(`duplicates.evidence.${kind}`)} · {t(`duplicates.speaks.${strengthOf(weight)}`)}
            </Chip>
          </li>
        ))}
    </ul>
  )
}

/** Log odds in a word: 3 is twenty times likelier, 1.5 some four times. */
function strengthOf(weight: number): 'strong' | 'some' | 'weak' | 'against' {
  if (weight < 0) return 'against'
  if (weight >= 3) return 'strong'
  return weight >= 1.5 ? 'some' : 'weak'
}
