import type { ChannelKind } from '../../../../contract/channels.ts'
import { channelIcons } from '../../ui/avatar.tsx'
import { cx } from '../../ui/cx.ts'
import { Icon } from '../../ui/icon.tsx'

export function KindMark({ kind }: { kind: ChannelKind }) {
  const { icon, color } = channelIcons[kind]
  return (
    <span className={cx('grid size-10 flex-none place-items-center rounded-md bg-sunken', color)}>
      <Icon of={icon} size={20} />
    </span>
  )
}
