import type { ReactNode } from 'react'
import { cx } from './cx.ts'

// Each holds 4.5:1 under white letters.
const hues = ['#5a6fb5', '#2f7d64', '#a5623b', '#8a5fa8', '#3b7796', '#a0505f']

const sizes = {
  18: 'size-[18px] text-[9px]',
  20: 'size-5 text-[10px]',
  26: 'size-[26px] text-[11px]',
  30: 'size-[30px] text-[12px]',
  32: 'size-8 text-[13px]',
  40: 'size-10 text-[15px]',
  52: 'size-[52px] text-[20px]',
}

type Props = { id: string; name: string; size?: keyof typeof sizes; mark?: ReactNode; className?: string }

/** A person as a coloured disc with the first letter; the colour is the person's for ever. `mark` sits on its edge. Decorative: the name stands beside it. */
export function Avatar({ id, name, size = 40, mark, className }: Props) {
  return (
    <span
      aria-hidden="true"
      className={cx('relative grid flex-none place-items-center rounded-full font-semibold text-white select-none', sizes[size], className)}
      style={{ background: hues[hash(id) % hues.length] }}
    >
      {initial(name)}
      {mark && <span className="absolute -right-[3px] -bottom-[3px] rounded-full shadow-[0_0_0_2px_var(--panel)]">{mark}</span>}
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
