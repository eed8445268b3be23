import type { ReactNode } from 'react'
import type { Message } from '../../../../../contract/messages.ts'
import { useMay } from '../../../sync/may.ts'
import { cx } from '../../../ui/cx.ts'
import { Menu, MenuChoice, MenuLabel } from '../../../ui/menu.tsx'
import { useCorrecting } from './correct.ts'

type Props<T extends string> = {
  message: Message
  what: 'mood' | 'topic'
  /** What is found of the message, for screen readers; `why`: and why. */
  name: string
  why: string
  /** Else it appears while the message is pointed at or has the focus. */
  isShown: boolean
  className?: string | undefined
  title: string
  value: T
  options: readonly { value: T; label: string }[]
  onChange: (value: T) => void
  children: ReactNode
}

/** A mark below a customer's message of how it was read, with the menu to say better. */
export function CorrectionMenu<T extends string>(props: Props<T>) {
  const { message, what, name, why, isShown, className, title, value, options, onChange, children } = props
  const mayCorrect = useMay('inbox.work')
  const isOpen = useCorrecting((state) => state.message === message.id && state.what === what)
  const mark = (
    <button
      type="button"
      disabled={!mayCorrect}
      title={why}
      aria-label={name}
      className={cx(
        'inline-flex items-center gap-1 hover:bg-hover',
        // Its room is kept, so that nothing moves when it appears.
        !isShown &&
          'order-1 opacity-0 group-focus-within/message:opacity-100 group-hover/message:opacity-100 data-[state=open]:opacity-100',
        className,
      )}
    >
      {children}
    </button>
  )
  return (
    <Menu
      label={title}
      trigger={mark}
      open={isOpen}
      onOpenChange={(open) => useCorrecting.setState({ message: open ? message.id : null, what })}
    >
      <MenuLabel>{title}</MenuLabel>
      <MenuChoice value={value} options={options} onChange={onChange} />
    </Menu>
  )
}
