import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { say } from '../../../i18n/index.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { retryMessage, settleMessage } from '../../../sync/commands.ts'
import { Button } from '../../../ui/button.tsx'
import { report } from '../../../ui/failure.ts'

/** Under a message that did not go out, or perhaps did: why, and what a person can do about it. */
export function SendTrouble({ message }: { message: Message }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const { status, reason, id } = message
  const needsPerson = status === 'failed' || status === 'unknown'
  if (message.direction !== 'out' || (!needsPerson && !(reason && status === 'queued'))) return null
  const act = (work: Promise<void>) => {
    setBusy(true)
    void work.catch(report).finally(() => setBusy(false))
  }
  return (
    <div className="mx-1 mt-1 flex flex-col items-end gap-1.5 text-s">
      {reason && <p className="max-w-[60ch] text-right text-ink-2">{say(reason)}</p>}
      {needsPerson && (
        <div className="flex gap-1.5">
          {status === 'unknown' && (
            <Button small busy={busy} onClick={() => act(settleMessage(id))}>
              {t('delivery.arrived')}
            </Button>
          )}
          <Button small busy={busy} onClick={() => act(retryMessage(id))}>
            {t('delivery.retry')}
          </Button>
        </div>
      )}
    </div>
  )
}
