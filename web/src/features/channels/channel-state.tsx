import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'
import type { Channel, Finding } from '../../../../contract/channels.ts'
import { call } from '../../api.ts'
import { say } from '../../i18n/index.ts'
import { Button } from '../../ui/button.tsx'
import { report } from '../../ui/failure.ts'
import { Card } from '../settings/frame.tsx'
import { Findings } from './findings.tsx'
import { pauseOrResume } from './pause.ts'

/** How a channel is, with a check of its connection, and a way to stop it for a while. */
export function ChannelState({ channel, canAct }: { channel: Channel; canAct: boolean }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const [findings, setFindings] = useState<Finding[]>()
  const isPaused = channel.status === 'paused'
  const act = (work: Promise<unknown>) => {
    setBusy(true)
    void work.catch(report).finally(() => setBusy(false))
  }
  const check = () => call('channel.check', { id: channel.id }).then(({ data }) => setFindings(data))
  return (
    <Card title={t('channels.status')} hint={hintOf(channel, t)}>
      {channel.status !== 'paused' && channel.sending.state === 'failing' && (
        <p role="status" className="mb-3 text-seal-ink">
          <b className="font-semibold">{t('channels.sendingFails')}</b> {channel.sending.message && say(channel.sending.message)}
        </p>
      )}
      {channel.status !== 'paused' && channel.sending.state === 'ok' && channel.sending.message && (
        <p role="status" className="mb-3 text-warn">
          {say(channel.sending.message)}
        </p>
      )}
      {canAct && (
        <div className="flex flex-wrap gap-2">
          <Button busy={busy} onClick={() => act(check())}>
            {t('channels.check')}
          </Button>
          <Button busy={busy} onClick={() => act(pauseOrResume(channel))}>
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

/** What the sign beside the name leaves open: why, or what to do. */
function hintOf({ status, health: { state, message }, sending }: Channel, t: TFunction): string {
  if (status === 'paused') return t('channels.pausedHint')
  if (state === 'ok' && sending.state === 'failing') return t('channels.receivingWorks')
  return message ? say(message) : t(`channels.healthHint_${state}`)
}
