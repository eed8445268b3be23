import type { ComponentProps, ReactNode } from 'react'
import { cx } from './cx.ts'

type Look = 'plain' | 'primary' | 'danger' | 'ghost'

const looks: Record<Look, string> = {
  plain: 'border-line-strong bg-panel hover:bg-hover',
  primary: 'border-accent bg-accent text-on-accent hover:border-accent-hover hover:bg-accent-hover',
  danger: 'border-line-strong bg-panel text-seal-ink hover:bg-seal-tint',
  ghost: 'border-transparent text-ink-2 hover:bg-hover hover:text-ink',
}

type Props = ComponentProps<'button'> & { look?: Look; small?: boolean; busy?: boolean }

/** A button with words on it. While `busy` it keeps its width and takes no second click. */
export function Button({ look = 'plain', small, busy, className, children, disabled, ...rest }: Props) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || busy}
      aria-busy={busy || undefined}
      className={cx(
        'inline-flex flex-none items-center justify-center gap-1.5 border font-medium whitespace-nowrap transition-colors disabled:opacity-55',
        small ? 'button-small rounded-[7px] px-2.5 text-s' : 'button rounded-md px-3 text-[13.5px]',
        looks[look],
        busy && 'animate-breathe',
        className,
      )}
    >
      {children}
    </button>
  )
}

type IconProps = Omit<ComponentProps<'button'>, 'aria-label' | 'children'> & {
  label: string
  keys?: string | undefined
  children: ReactNode
  bordered?: boolean
}

/** A button with only a picture on it; `label` names it for everybody, with its key where it has one. */
export function IconButton({ label, keys, bordered, className, children, ...rest }: IconProps) {
  return (
    <button
      type="button"
      {...rest}
      aria-label={label}
      title={keys ? `${label} (${keys})` : label}
      className={cx(
        'icon-button grid flex-none place-items-center transition-colors disabled:opacity-45',
        bordered
          ? 'rounded-md border border-line-strong bg-panel text-ink hover:bg-hover'
          : 'rounded-[8px] text-ink-3 hover:bg-hover hover:text-ink',
        className,
      )}
    >
      {children}
    </button>
  )
}
