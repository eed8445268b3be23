import { useStore } from '../../../sync/store.ts'
import { cx } from '../../../ui/cx.ts'

/** How a label of a tone looks. */
export const tonesOfLabels: Record<string, string> = {
  plain: 'bg-sunken text-ink-2',
  accent: 'bg-accent-tint text-accent-ink',
  seal: 'bg-seal-tint text-seal-ink',
  green: 'bg-good-tint text-good',
  amber: 'bg-warn-tint text-warn',
  violet: 'bg-[#efe7f8] text-[#6a3d91] dark:bg-[#31254a] dark:text-[#c9aef0]',
  teal: 'bg-[#e0f1f3] text-[#17636f] dark:bg-[#15323a] dark:text-[#7fc9d6]',
}

/** A label by its id, in its tone; nothing for one that was removed. */
export function LabelChip({ id }: { id: string }) {
  const label = useStore((state) => state.labels[id])
  if (!label) return null
  return (
    <span
      className={cx(
        'inline-flex h-5 max-w-40 flex-none items-center rounded-[5px] px-[7px] text-xs font-medium',
        tonesOfLabels[label.tone] ?? tonesOfLabels['plain'],
      )}
    >
      <span className="truncate">{label.name}</span>
    </span>
  )
}
