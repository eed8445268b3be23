import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Suggestion } from '../../../../contract/merges.ts'
import { nameOf } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { Chip, Kbd } from '../../ui/chip.tsx'
import { cx } from '../../ui/cx.ts'
import { rowsOf } from './compare.ts'
import { EvidenceList } from './evidence-list.tsx'
import { Side } from './side.tsx'

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
  const card = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (isCurrent) card.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  const rows = rowsOf(a, b)
  return (
    <li
      ref={card}
      aria-label={t('duplicates.pair', { a: nameOf(a.name), b: nameOf(b.name) })}
      aria-current={isCurrent || undefined}
      className={cx('overflow-hidden rounded-lg border bg-panel', isCurrent ? 'border-accent' : 'border-line')}
    >
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2.5">
        <Chip tone="accent">{t('duplicates.likely', { percent: Math.floor(score * 100) })}</Chip>
        <EvidenceList evidence={evidence} />
      </div>
      <div className="flex flex-col divide-y divide-line md:flex-row md:divide-x md:divide-y-0">
        <Side customer={a} rows={rows} of="a" shortcut="1" busy={busy} onKeep={isSettled ? null : () => onKeep(a.id)} />
        <Side customer={b} rows={rows} of="b" shortcut="2" busy={busy} onKeep={isSettled ? null : () => onKeep(b.id)} />
      </div>
      <div className="flex min-h-13 items-center justify-center border-t border-line p-2.5">
        {isSettled ? (
          <p role="status" className="text-ink-2">
            {t('duplicates.settled')}
          </p>
        ) : (
          <Button look="ghost" busy={busy} onClick={onRefuse}>
            {t('duplicates.refuse')} <Kbd>X</Kbd>
          </Button>
        )}
      </div>
    </li>
  )
}
