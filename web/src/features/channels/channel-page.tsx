import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Channel, ChannelKindInfo, Finding } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { sayBoth } from '../../i18n/both.ts'
import { keep } from '../../sync/entities.ts'
import { loadKinds } from '../../sync/kinds.ts'
import { useMay } from '../../sync/may.ts'
import { learn, useStore } from '../../sync/store.ts'
import { CopyBox } from '../../ui/copy-box.tsx'
import { toast } from '../../ui/toasts.tsx'
import { Card, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { BesideSteps } from './beside-steps.tsx'
import { ChannelForm } from './channel-form.tsx'
import { ChannelState } from './channel-state.tsx'
import { Findings } from './findings.tsx'
import { HealthChip } from './health-chip.tsx'
import { RawEvents } from './raw-events.tsx'
import { canSimulate, SimulateForm } from './simulate-form.tsx'

/** One channel: how it is, its addresses and code to hand out, its settings, what it could not understand, and a way to try it. */
export function ChannelPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const channel = useStore((state) => state.channels[id])
  const mayManage = useMay('channel.manage')
  const { phase, data, why, again } = useLoaded(loadKinds)
  const info = data?.find((one) => one.kind === channel?.kind)
  if (!channel || !info) return <LoadingState phase={channel || phase === 'loading' ? phase : 'failed'} why={why} onAgain={again} />
  return (
    <SettingsFrame
      title={channel.name}
      lead={sayBoth(info.name)}
      back="/settings/channels"
      wide={mayManage && info.steps.length > 0}
      action={<HealthChip channel={channel} />}
    >
      {mayManage ? <Managed channel={channel} info={info} /> : <ChannelState channel={channel} canAct={false} />}
      {!mayManage && info.embed && (
        <Card title={t('channels.embed')} hint={t('channels.embedHint')}>
          <CopyBox text={embedOf(info.embed, channel)} />
        </Card>
      )}
    </SettingsFrame>
  )
}

const embedOf = (embed: string, { id }: Channel) => embed.replace('{origin}', location.origin).replace('{channel}', id)

function Managed({ channel, info }: { channel: Channel; info: ChannelKindInfo }) {
  const { t } = useTranslation()
  return (
    <BesideSteps info={info} webhookUrl={channel.webhookUrl}>
      <ChannelState channel={channel} canAct />
      {info.embed && (
        <Card title={t('channels.embed')} hint={t('channels.embedHint')}>
          <CopyBox text={embedOf(info.embed, channel)} />
        </Card>
      )}
      {!info.embed && channel.webhookUrl && (
        <Card title={t('channels.webhook')} hint={t('channels.webhookHint')}>
          <CopyBox text={channel.webhookUrl} />
        </Card>
      )}
      {canSimulate(info) && (
        <Card title={t('simulate.title')} hint={t('simulate.hint')}>
          <SimulateForm channel={channel} info={info} />
        </Card>
      )}
      {channel.parked + channel.unknown > 0 && <RawEvents channel={channel} />}
      <Settings channel={channel} info={info} />
    </BesideSteps>
  )
}

function Settings({ channel, info }: { channel: Channel; info: ChannelKindInfo }) {
  const { t } = useTranslation()
  const [findings, setFindings] = useState<Finding[]>()
  const save = async (name: string, config: Record<string, unknown>) => {
    const next = await call('channel.update', { id: channel.id, name, config })
    learn((draft) => keep(draft, 'channels', next))
    toast(t('app.saved'))
    setFindings((await call('channel.check', { id: channel.id })).data)
  }
  return (
    <Card title={t('channels.settings')}>
      <ChannelForm
        info={info}
        name={channel.name}
        config={channel.config}
        channelId={channel.id}
        submitLabel={t('app.save')}
        onSave={save}
      />
      {findings && (
        <div className="mt-3">
          <Findings findings={findings} />
        </div>
      )}
    </Card>
  )
}
