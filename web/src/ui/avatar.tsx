import { Mail, MessageSquare, type LucideIcon } from 'lucide-react'
import type { ChannelKind } from '../../../contract/channels.ts'
import { cx } from './cx.ts'
import { Icon } from './icon.tsx'

// Each holds 4.5:1 under white letters.
const hues = ['#5a6fb5', '#2f7d64', '#a5623b', '#8a5fa8', '#3b7796', '#a0505f']

export const channelIcons: Record<ChannelKind, { icon: LucideIcon; color: string }> = {
  webchat: { icon: MessageSquare, color: 'text-[#2450c8] dark:text-[#9db8f7]' },
  email: { icon: Mail, color: 'text-[#a8651b] dark:text-[#e0a661]' },
}

const sizes = {
  20: 'size-5 text-[10px]',
  26: 'size-[26px] text-[11px]',
  30: 'size-[30px] text-[12px]',
  32: 'size-8 text-[13px]',
  40: 'size-10 text-[15px]',
  52: 'size-[52px] text-[20px]',
}

type Props = { id: string; name: string; size?: keyof typeof sizes; channel?: ChannelKind; className?: string }

/** A person as a coloured disc with the first letter; the colour is the person's for ever. Decorative: the name stands beside it. */
export function Avatar({ id, name, size = 40, channel, className }: Props) {
  return (
    <span
      aria-hidden="true"
      className={cx('relative grid flex-none place-items-center rounded-full font-semibold text-white select-none', sizes[size], className)}
      style={{ background: hues[hash(id) % hues.length] }}
    >
      {initial(name)}
      {channel && (
        <span
          className={cx(
            'absolute -right-[3px] -bottom-[3px] grid size-[18px] place-items-center rounded-full bg-panel shadow-[0_0_0_1px_var(--line)]',
            channelIcons[channel].color,
          )}
        >
          <Icon of={channelIcons[channel].icon} size={11} />
        </span>
      )}
    </span>
  )
}

const initial = (name: string) => [...name.trim()].at(0)?.toLocaleUpperCase() ?? '?'

/** FNV-1a: ids made in one second differ in a few letters only, and still get different colours. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let at = 0; at < text.length; at++) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193)
  return (sum ^ (sum >>> 15)) >>> 0
}
