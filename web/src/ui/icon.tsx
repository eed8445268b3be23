import type { LucideIcon } from 'lucide-react'

/** An icon in the family's line weight. Decorative: whatever it stands for is also said in words. */
export function Icon({ of: Shape, size = 18, className }: { of: LucideIcon; size?: number; className?: string }) {
  return (
    <Shape
      size={size}
      strokeWidth={size < 14 ? 2.25 : 1.75}
      aria-hidden="true"
      className={className ? `flex-none ${className}` : 'flex-none'}
    />
  )
}
