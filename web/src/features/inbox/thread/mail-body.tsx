import { ImageOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import type { Message } from '../../../../../contract/messages.ts'
import { ApiError, call } from '../../../api.ts'
import { Button } from '../../../ui/button.tsx'
import { explain } from '../../../ui/failure.ts'
import { Icon } from '../../../ui/icon.tsx'
import { MailFrame } from './mail-frame.tsx'

type Mail = { html: string; remoteImages: number; asText: boolean } | { failed: string } | null

/** A mail as its sender designed it, pictures from elsewhere only when asked for. */
export function MailBody({ message }: { message: Message }) {
  const { t } = useTranslation()
  const [images, setImages] = useState(false)
  const mail = useMail(message.id, images)
  if (!mail) return <div aria-busy="true" className="h-40 animate-breathe rounded-sm bg-sunken" />
  if ('failed' in mail)
    return (
      <p role="alert" className="text-seal-ink">
        {t('mail.failed')} {mail.failed}
      </p>
    )
  return (
    <>
      {mail.remoteImages > 0 && !images && (
        <div className="mb-2 flex flex-wrap items-center gap-x-3 gap-y-1 rounded-sm bg-sunken px-3 py-1.5 text-s text-ink-2">
          <Icon of={ImageOff} size={15} />
          <span className="min-w-0 flex-1">{t('mail.pictures', { count: mail.remoteImages })}</span>
          <Button small onClick={() => setImages(true)}>
            {t('mail.showPictures')}
          </Button>
        </div>
      )}
      {mail.asText && <p className="mb-2 rounded-sm bg-sunken px-3 py-1.5 text-s text-ink-2">{t('mail.asText')}</p>}
      <MailFrame html={mail.html} title={t('mail.title', { subject: message.subject ?? '' })} />
    </>
  )
}

function useMail(id: string, images: boolean): Mail {
  const [mail, setMail] = useState<Mail>(null)
  useEffect(() => {
    let isStale = false
    void readMail(id, images).then((read) => isStale || setMail(read))
    return () => void (isStale = true)
  }, [id, images])
  return mail
}

async function readMail(id: string, images: boolean): Promise<Mail> {
  try {
    const [{ html, ...rest }, { purify }] = await Promise.all([
      call('message.html', { id, images: images ? '1' : '0' }),
      import('./purify.ts'),
    ])
    return { html: purify(html), ...rest }
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return { failed: explain(error) }
  }
}
