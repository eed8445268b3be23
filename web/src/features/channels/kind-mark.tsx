import { Mail, MessageSquare, Phone, Plug } from 'lucide-react'
import type { ChannelKind, ChannelKindInfo } from '../../../../contract/channels.ts'
import { useStore } from '../../sync/store.ts'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'

type Mark = ChannelKindInfo['mark']
const icons = { chat: MessageSquare, mail: Mail, phone: Phone, plug: Plug }

const sizes = {
  14: { box: 'size-3.5 rounded-[4px] text-[8px]', icon: 9 },
  18: { box: 'size-[18px] rounded-full text-[10px]', icon: 11 },
  40: { box: 'size-10 rounded-md text-[17px]', icon: 20 },
}

/** What tells a kind of channel apart: its icon or letters in white on its colour. Decorative: its name stands beside it. */
export function KindMark({ kind, size = 40, className }: { kind: ChannelKind; size?: keyof typeof sizes; className?: string }) {
  const mark = useStore((state) => state.kinds[kind]?.mark) ?? unnamed(kind)
  const { box, icon } = sizes[size]
  return (
    <span
      aria-hidden="true"
      className={cx(
        'grid flex-none place-items-center leading-none font-bold tracking-tight text-white select-none dark:shadow-[inset_0_0_0_1px_rgb(255_255_255/.16)]',
        box,
        className,
      )}
      style={{ background: mark.color }}
    >
      {mark.icon ? <Icon of={icons[mark.icon]} size={icon} /> : <span className={lettersOf(mark)}>{mark.text}</span>}
    </span>
  )
}

/** Two letters take the room of one. */
const lettersOf = ({ text }: Mark) => ([...text].length > 1 ? 'scale-85' : '')

/** Until the server has said how a kind is marked: its first letter on grey. */
const unnamed = (kind: ChannelKind): Mark => ({ icon: null, text: kind.charAt(0).toUpperCase(), color: '#616878' })
