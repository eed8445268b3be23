import { CloudDownload, FileWarning } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { call } from '../../../api.ts'
import { say } from '../../../i18n/index.ts'
import { useMay } from '../../../sync/may.ts'
import { learnMessage } from '../../../sync/store.ts'
import { Button } from '../../../ui/button.tsx'
import { cx } from '../../../ui/cx.ts'
import { report } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'

/** A file that still lies with the provider: on its way, or not to be had, with the reason and another try. */
export function RemoteFile({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const isFailed = file.state === 'failed'
  return (
    <div className="flex w-full max-w-96 min-w-52 items-center gap-2.5 rounded-[8px] border border-dashed border-line-strong bg-panel py-2 pr-2.5 pl-2.5">
      <Icon of={isFailed ? FileWarning : CloudDownload} className={isFailed ? 'text-seal-ink' : 'animate-breathe text-ink-3'} />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] font-medium">{file.name}</span>
        <span className={cx('block text-xs', isFailed ? 'text-seal-ink' : 'text-ink-3')}>
          {isFailed ? (file.reason ? say(file.reason) : t('media.failed')) : t('media.waiting')}
        </span>
      </span>
      {isFailed && <Again file={file} />}
    </div>
  )
}

function Again({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const mayWork = useMay('inbox.work')
  const [busy, setBusy] = useState(false)
  const fetchAgain = async () => {
    setBusy(true)
    await call('attachment.fetch', { id: file.id }).then(learnMessage, report)
    setBusy(false)
  }
  if (!mayWork) return null
  return (
    <Button small busy={busy} onClick={() => void fetchAgain()}>
      {t('media.again')}
    </Button>
  )
}
