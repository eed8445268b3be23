import { CircleAlert, CircleCheck, CircleDashed, CirclePause } from 'lucide-react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Channel } from '../../../../contract/channels.ts'
import { fullTime, useClock } from '../../i18n/time.ts'
import { Chip } from '../../ui/chip.tsx'
import { Icon } from '../../ui/icon.tsx'

const looks = {
  ok: { icon: CircleCheck, tone: 'good' },
  failing: { icon: CircleAlert, tone: 'seal' },
  unknown: { icon: CircleDashed, tone: 'plain' },
} as const

/** How a channel does as a whole: what fails in either half comes first. */
export const worseHealth = ({ health, sending }: Channel) => (sending.state === 'failing' && health.state !== 'failing' ? sending : health)

/** How a channel is, in a sign and a word. */
export function HealthChip({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const clock = useClock()
  const { status } = channel
  const health = worseHealth(channel)
  if (status === 'paused')
    return (
      <Chip tone="warn" title={t('channels.pausedHint')}>
        <Icon of={CirclePause} size={13} />
        {t('channels.paused')}
      </Chip>
    )
  const { icon, tone } = looks[health.state]
  return (
    <Chip tone={tone} {...(health.at ? { title: t('channels.healthSince', { time: fullTime(clock, health.at) }) } : {})}>
      <Icon of={icon} size={13} />
      {t(`channels.health_${health.state}`)}
    </Chip>
  )
}
