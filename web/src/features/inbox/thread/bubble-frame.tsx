import type { ReactNode } from 'react'
import type { Message } from '../../../../../contract/messages.ts'
import { cx } from '../../../ui/cx.ts'

type Tone = 'in' | 'out' | 'note'

const looks: Record<Tone, string> = {
  in: 'border-line bg-bubble-in shadow-1',
  out: 'border-transparent bg-bubble-out',
  note: 'border-note-line bg-note',
}

export const toneOf = (kind: Message['kind'], direction: Message['direction']): Tone =>
  kind === 'note' ? 'note' : direction === 'in' ? 'in' : 'out'

/** The coloured field around a message; its sharp corner points at the face. */
export function BubbleFrame({ tone, continues, wide, children }: { tone: Tone; continues?: boolean; wide?: boolean; children: ReactNode }) {
  const corners = continues ? 'rounded-[14px]' : tone === 'in' ? 'rounded-[4px_14px_14px_14px]' : 'rounded-[14px_4px_14px_14px]'
  return (
    <div
      className={cx('border px-[13px] py-[9px]', looks[tone], corners, wide ? 'w-full' : 'w-fit max-w-full', tone !== 'in' && 'ml-auto')}
    >
      {children}
    </div>
  )
}
