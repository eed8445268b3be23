import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from '../../i18n/index.ts'
import type { Channel, ChannelKindInfo, Finding } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { useMay } from '../../sync/may.ts'
import { learn, useStore } from '../../sync/store.ts'
import { Button } from '../../ui/button.tsx'
import { CopyBox } from '../../ui/copy-box.tsx'
import { report } from '../../ui/failure.ts'
import { toast } from '../../ui/toasts.tsx'
import { Card, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { ChannelForm } from './channel-form.tsx'
import { Findings } from './findings.tsx'
import { HealthChip } from './health-chip.tsx'
import { readKinds } from './new-channel.tsx'
import { ParkedEvents } from './parked-events.tsx'

/** One channel: how it is, its code for the shop's pages, its settings, and what it could not understand. */
export function ChannelPage({ id }: { id: string }) {
  const { t } = useTranslation()
  const channel = useStore((state) => state.channels[id])
  const mayManage = useMay('channel.manage')
  const { phase, data, why, again } = useLoaded(readKinds)
  const info = data?.data.find((one) => one.kind === channel?.kind)
  if (!channel || !info) return <LoadingState phase={channel || phase === 'loading' ? phase : 'failed'} why={why} onAgain={again} />
  return (
    <SettingsFrame title={channel.name} back="/settings/channels" action={<HealthChip channel={channel} />}>
      <State channel={channel} canAct={mayManage} />
      {channel.kind === 'webchat' && (
        <Card title={t('channels.embed')} hint={t('channels.embedHint')}>
          <CopyBox text={`<script src="${location.origin}/widget.js" data-channel="${channel.id}" async></script>`} />
        </Card>
      )}
      {channel.parked > 0 && mayManage && <ParkedEvents channelId={channel.id} />}
      {mayManage && <Settings channel={channel} info={info} />}
    </SettingsFrame>
  )
}

function State({ channel, canAct }: { channel: Channel; canAct: boolean }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [findings, setFindings] = useState<Finding[]>()
  const isPaused = channel.status === 'paused'
  const act = (work: Promise<unknown>) => {
    setBusy(true)
    void work.catch(report).finally(() => setBusy(false))
  }
  const toggle = () =>
    call(isPaused ? 'channel.resume' : 'channel.pause', { id: channel.id }).then((next) => learn((draft) => keep(draft, 'channels', next)))
  const check = () => call('channel.check', { id: channel.id }).then(({ data }) => setFindings(data))
  return (
    <Card
      title={t('channels.status')}
      hint={
        isPaused
          ? t('channels.pausedHint')
          : channel.health.message
            ? say(channel.health.message)
            : t(`channels.health_${channel.health.state}`)
      }
    >
      {canAct && (
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => act(check())}>
            {t('channels.check')}
          </Button>
          <Button busy={busy} onClick={() => act(toggle())}>
            {isPaused ? t('channels.resume') : t('channels.pause')}
          </Button>
        </div>
      )}
      {findings && (
        <div className="mt-3">
          <Findings findings={findings} />
        </div>
      )}
    </Card>
  )
}

function Settings({ channel, info }: { channel: Channel; info: ChannelKindInfo }) {
  const { t } = useTranslation()
  const save = async (name: string, config: Record<string, unknown>) => {
    const next = await call('channel.update', { id: channel.id, name, config })
    learn((draft) => keep(draft, 'channels', next))
    toast(t('app.saved'))
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
    </Card>
  )
}
