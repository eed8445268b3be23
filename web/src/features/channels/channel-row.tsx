import { Ellipsis } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import { Link } from 'wouter'
import type { Channel } from '../../../../contract/channels.ts'
import { say } from '../../i18n/index.ts'
import { useKindName } from '../../sync/kinds.ts'
import { useMay } from '../../sync/may.ts'
import { useStore } from '../../sync/store.ts'
import { IconButton } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { report } from '../../ui/failure.ts'
import { Icon } from '../../ui/icon.tsx'
import { Menu, MenuItem } from '../../ui/menu.tsx'
import { HealthChip, worseHealth } from './health-chip.tsx'
import { KindMark } from './kind-mark.tsx'
import { pauseOrResume } from './pause.ts'
import { canSimulate, SimulateForm } from './simulate-form.tsx'

/** One channel in the list: what it is, how it is and what went wrong last, what waits for a look, and the acts most often wanted. */
export function ChannelRow({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const kindName = useKindName()
  const mayManage = useMay('channel.manage')
  const { message } = worseHealth(channel)
  return (
    <div className="flex items-center pr-2 hover:bg-hover">
      <Link
        to={`/settings/channels/${channel.id}`}
        className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3.5 gap-y-2 px-4 py-3.5 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)]"
      >
        <KindMark kind={channel.kind} />
        <span className="min-w-40 flex-1">
          <span className="block truncate font-medium">{channel.name}</span>
          <span className="block truncate text-s text-ink-3">
            {kindName(channel.kind)}
            {message && ` · ${say(message)}`}
          </span>
        </span>
        <span className="flex flex-wrap gap-1.5 max-md:w-full max-md:pl-[54px]">
          {channel.parked > 0 && <Chip tone="warn">{t('channels.parkedCount', { count: channel.parked })}</Chip>}
          {channel.unknown > 0 && <Chip>{t('channels.unknownCount', { count: channel.unknown })}</Chip>}
          <HealthChip channel={channel} />
        </span>
      </Link>
      {mayManage && <RowMenu channel={channel} />}
    </div>
  )
}

function RowMenu({ channel }: { channel: Channel }) {
  const { t } = useTranslation()
  const [simulating, setSimulating] = useState(false)
  const info = useStore((state) => state.kinds[channel.kind])
  const trigger = (
    <IconButton label={t('channels.actions', { name: channel.name })}>
      <Icon of={Ellipsis} />
    </IconButton>
  )
  return (
    <>
      <Menu align="end" trigger={trigger}>
        {canSimulate(info) && <MenuItem onSelect={() => setSimulating(true)}>{t('simulate.title')}</MenuItem>}
        <MenuItem onSelect={() => void pauseOrResume(channel).catch(report)}>
          {channel.status === 'paused' ? t('channels.resume') : t('channels.pause')}
        </MenuItem>
      </Menu>
      {canSimulate(info) && (
        <Dialog open={simulating} onClose={() => setSimulating(false)} title={t('simulate.title')} hint={t('simulate.hint')} wide>
          <div className="mt-4">
            <SimulateForm channel={channel} info={info} />
          </div>
        </Dialog>
      )}
    </>
  )
}
