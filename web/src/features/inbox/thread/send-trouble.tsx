import { useState } from 'react'
import { Link } from 'wouter'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { say } from '../../../i18n/index.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { discardMessage, retryMessage, settleMessage } from '../../../sync/commands.ts'
import { useMay } from '../../../sync/may.ts'
import { useStore } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { report } from '../../../ui/failure.ts'
import { editFailed } from '../composer/restore-draft.ts'

/** Under a message that did not go out, not to everybody, or perhaps did: why, and what a person can do about it. */
export function SendTrouble({ message }: { message: Message }) {
  const { t } = useTranslation()
  const [busy, setBusy] = useState(false)
  const { status, reason, undelivered, id } = message
  const again = retryOf(message)
  if (message.direction !== 'out' || again === null) return null
  const act = (work: Promise<void>) => {
    setBusy(true)
    void work.catch(report).finally(() => setBusy(false))
  }
  return (
    <div className="mx-1 mt-1 flex flex-col items-end gap-1.5 text-s">
      {reason && <p className="max-w-[60ch] text-right text-ink-2">{say(reason)}</p>}
      {undelivered.map((one) => (
        <p key={one.address} className="max-w-[60ch] text-right break-words text-seal-ink">
          {t('delivery.undelivered', { address: one.address, reason: say(one.reason) })}
        </p>
      ))}
      <div className="flex flex-wrap items-center justify-end gap-1.5">
        {status === 'failed' && <Failed message={message} busy={busy} onDiscard={() => act(discardMessage(id))} />}
        {status === 'unknown' && (
          <Button small busy={busy} onClick={() => act(settleMessage(id))}>
            {t('delivery.arrived')}
          </Button>
        )}
        <Button small busy={busy} onClick={() => act(retryMessage(id))}>
          {t(`delivery.${again}`)}
        </Button>
      </div>
    </div>
  )
}

/** What else a person can do about a failed message: mend the channel, let it be, or write it anew. */
function Failed({ message, busy, onDiscard }: { message: Message; busy: boolean; onDiscard: () => void }) {
  const { t } = useTranslation()
  const mayManage = useMay('channel.manage')
  const channelId = useStore((state) => state.conversations[message.conversationId]?.channelId)
  return (
    <>
      {mayManage && channelId && (
        <Link to={`/settings/channels/${channelId}`} className="mr-1 rounded-sm text-accent-ink underline-offset-2 hover:underline">
          {t('delivery.channelSettings')}
        </Link>
      )}
      <Button small busy={busy} onClick={onDiscard}>
        {t('delivery.discard')}
      </Button>
      {message.template === null && (
        <Button small busy={busy} onClick={() => void editFailed(message)}>
          {t('delivery.edit')}
        </Button>
      )}
    </>
  )
}

/** What sending it again would be, or null where nothing is left to send. */
function retryOf({ status, reason, undelivered }: Message): 'retry' | 'retryLeft' | 'tryNow' | null {
  if (status === 'queued') return reason ? 'tryNow' : null
  if (undelivered.length > 0) return 'retryLeft'
  return status === 'failed' || status === 'unknown' ? 'retry' : null
}
