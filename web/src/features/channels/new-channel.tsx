import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ChannelKindInfo } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { keep } from '../../sync/entities.ts'
import { learn } from '../../sync/store.ts'
import { Card, RowCard, SettingsFrame } from '../settings/frame.tsx'
import { LoadingState } from '../settings/loading-state.tsx'
import { useLoaded } from '../settings/use-loaded.ts'
import { ChannelForm } from './channel-form.tsx'
import { KindMark } from './kind-mark.tsx'

export const readKinds = () => call('channel.kinds', {})

/** Choose what to connect, fill in its form, check, connect. */
export function NewChannel() {
  const { t, i18n } = useTranslation()
  const { phase, data, why, again } = useLoaded(readKinds)
  const [kind, setKind] = useState<ChannelKindInfo>()
  const locale = i18n.language === 'zh-CN' ? 'zh-CN' : 'en'
  if (kind) return <SetUpChannel info={kind} title={kind.name[locale]} />
  return (
    <SettingsFrame title={t('channels.connect')} lead={t('channels.choose')} back="/settings/channels">
      {data ? (
        <RowCard>
          {data.data.map((info) => (
            <li key={info.kind}>
              <button
                type="button"
                onClick={() => setKind(info)}
                className="flex w-full items-center gap-3.5 px-4 py-3.5 text-left hover:bg-hover"
              >
                <KindMark kind={info.kind} />
                <span>
                  <span className="block font-medium">{info.name[locale]}</span>
                  <span className="block text-s text-ink-3">{t(`channels.kindLead_${info.kind}`)}</span>
                </span>
              </button>
            </li>
          ))}
        </RowCard>
      ) : (
        <LoadingState phase={phase} why={why} onAgain={again} />
      )}
    </SettingsFrame>
  )
}

function SetUpChannel({ info, title }: { info: ChannelKindInfo; title: string }) {
  const { t } = useTranslation()
  const [, navigate] = useLocation()
  const create = async (name: string, config: Record<string, unknown>) => {
    const channel = await call('channel.create', { kind: info.kind, name, config })
    learn((draft) => keep(draft, 'channels', channel))
    navigate(`/settings/channels/${channel.id}`, { replace: true })
  }
  return (
    <SettingsFrame title={title} lead={t(`channels.kindLead_${info.kind}`)} back="/settings/channels">
      <Card>
        <ChannelForm info={info} name={title} config={{}} submitLabel={t('channels.create')} onSave={create} />
      </Card>
    </SettingsFrame>
  )
}
