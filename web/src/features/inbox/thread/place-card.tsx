import { MapPin, SquareArrowOutUpRight } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Place } from '../../../../../contract/messages.ts'
import { Icon } from '../../../ui/icon.tsx'

/** A place somebody sent, with the way to a map; nothing is asked of the map's server until somebody goes there. */
export function PlaceCard({ place }: { place: Place }) {
  const { t } = useTranslation()
  const { latitude, longitude, name, address } = place
  const title = name || address || t('place.title')
  return (
    <a
      href={mapOf(place)}
      target="_blank"
      rel="noopener noreferrer nofollow"
      aria-label={t('place.mapOf', { name: title })}
      className="my-1 flex w-full max-w-80 min-w-52 items-center gap-2.5 rounded-[8px] border border-line bg-panel py-2 pr-3 pl-2.5 hover:bg-hover"
    >
      <span className="grid size-9 flex-none place-items-center rounded-full bg-seal-tint text-seal-ink">
        <Icon of={MapPin} />
      </span>
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] font-medium">{title}</span>
        <span className="block truncate text-xs text-ink-3">
          {address && name ? address : `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`}
        </span>
      </span>
      <Icon of={SquareArrowOutUpRight} size={15} className="text-ink-3" />
    </a>
  )
}

const mapOf = ({ latitude, longitude }: Place) =>
  `https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`
