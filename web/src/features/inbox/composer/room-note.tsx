import type { TFunction } from 'i18next'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { cx } from '../../../ui/cx.ts'
import type { Room } from './room.ts'

/** How long a text may still get, in how many messages it goes out, or that it is too long. */
export function RoomNote({ room }: { room: Room }) {
  const { t } = useTranslation()
  if (room.is === 'plenty') return null
  return (
    <span role="status" className={cx('ml-2 min-w-0 truncate text-s tabular-nums', room.fits ? 'text-ink-3' : 'font-medium text-seal-ink')}>
      {noteOf(t, room)}
    </span>
  )
}

function noteOf(t: TFunction, room: Exclude<Room, { is: 'plenty' }>): string {
  switch (room.is) {
    case 'left':
      return t(room.inBytes ? 'composer.leftBytes' : 'composer.left', { n: room.n })
    case 'over':
      return t('composer.tooLong', { n: room.n })
    case 'parts':
      return room.fits ? t('composer.inParts', { count: room.parts }) : t('composer.tooManyParts', { max: room.most })
    case 'segments':
      return room.fits
        ? t('composer.segments', { count: room.parts, used: room.used, room: room.room })
        : t('composer.tooManySegments', { max: room.most })
  }
}
