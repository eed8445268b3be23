import { useTranslation } from '../../i18n/use-translation.ts'
import { useLocation, useSearchParams } from 'wouter'
import type { ChannelKindInfo } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { sayBoth } from '../../i18n/both.ts'
import { keep } from '../../sync/entities.ts'
import { loadKinds } from '../../sync/kinds.ts'
import { learn } from '../../sync/store.ts'
import { Card, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { BesideSteps } from './beside-steps.tsx'
import { ChannelForm } from './channel-form.tsx'
import { KindChooser, TierChip } from './kind-chooser.tsx'

/** Choose what to connect, fill in its form beside what to do at the provider, check, connect. */
export function NewChannel() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const { phase, data, why, again } = useLoaded(loadKinds)
  const info = data?.find((one) => one.kind === search.get('kind'))
  if (info) return <SetUp key={info.kind} info={info} />
  return (
    <SettingsFrame title={t('channels.connect')} lead={t('channels.choose')} back="/settings/channels" wide>
      {data ? (
        <KindChooser kinds={data} onChoose={(kind) => setSearch({ kind })} />
      ) : (
        <LoadingState phase={phase} why={why} onAgain={again} />
      )}
    </SettingsFrame>
  )
}

function SetUp({ info }: { info: ChannelKindInfo }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const create = async (name: string, config: Record<string, unknown>) => {
    const channel = await call('channel.create', { kind: info.kind, name, config })
    learn((draft) => keep(draft, 'channels', channel))
    navigate(`/settings/channels/${channel.id}`, { replace: true })
  }
  const name = sayBoth(info.name)
  return (
    <SettingsFrame
      title={name}
      lead={sayBoth(info.lead)}
      back="/settings/channels/new"
      wide={info.steps.length > 0}
      action={<TierChip tier={info.tier} />}
    >
      <BesideSteps info={info} webhookUrl={null}>
        <Card>
          <ChannelForm info={info} name={name} config={{}} submitLabel={t('channels.create')} onSave={create} />
        </Card>
      </BesideSteps>
    </SettingsFrame>
  )
}
