import { useEffect, useRef } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Suggestion } from '../../../../contract/merges.ts'
import { nameOf } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, Kbd } from '../../ui/chip.tsx'
import { cx } from '../../ui/cx.ts'
import { Comparison } from './comparison.tsx'
import { EvidenceList } from './evidence-list.tsx'

type Props = {
  suggestion: Suggestion
  isCurrent: boolean
  /** Somebody else has answered it, or it is likely no longer. */
  isSettled: boolean
  busy: boolean
  onKeep: (id: string) => void
  onRefuse: () => void
}

/** Two who may be one, side by side, with what speaks for it and the three answers. */
export function PairCard({ suggestion: { a, b, score, evidence }, isCurrent, isSettled, busy, onKeep, onRefuse }: Props) {
  const { t } = useTranslation()
  return (
    <li
      ref={useBroughtIntoView(isCurrent)}
      aria-label={t('duplicates.pair', { a: nameOf(a.name), b: nameOf(b.name) })}
      aria-current={isCurrent || undefined}
      className={cx('overflow-hidden rounded-lg border bg-panel', isCurrent ? 'border-accent' : 'border-line')}
    >
      <div className="flex flex-wrap items-center gap-1.5 border-b border-line px-4 py-2.5">
        <Chip tone="accent">{t('duplicates.likely', { percent: Math.floor(score * 100) })}</Chip>
        <EvidenceList evidence={evidence} />
      </div>
      <Comparison a={a} b={b} busy={busy} onKeep={isSettled ? null : onKeep} />
      <div className="flex min-h-13 items-center justify-center border-t border-line p-2.5">
        {isSettled ? (
          <p role="status" className="text-ink-2">
            {t('duplicates.settled')}
          </p>
        ) : (
          <Button look="ghost" busy={busy} onClick={onRefuse}>
            {t('duplicates.refuse')}{' '}
            <span aria-hidden="true" className="max-md:hidden">
              <Kbd>X</Kbd>
            </span>
          </Button>
        )}
      </div>
    </li>
  )
}

/** Scrolls to the card when the hand comes to it; not to the first one, which opens under the page's title. */
function useBroughtIntoView(isCurrent: boolean) {
  const card = useRef<HTMLLIElement>(null)
  const was = useRef(isCurrent)
  useEffect(() => {
    if (isCurrent && !was.current) card.current?.scrollIntoView({ block: 'nearest' })
    was.current = isCurrent
  }, [isCurrent])
  return card
}
