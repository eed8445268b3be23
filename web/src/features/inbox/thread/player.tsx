import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { Icon } from '../../../ui/icon.tsx'

type Media = 'audio' | 'video'

/** How a file can be heard or watched in this browser; null: it is to be downloaded (AMR, as WeChat records, plays nowhere). */
export function mediaOf({ type }: Pick<Attachment, 'type'>): Media | null {
  const media = (['audio', 'video'] as const).find((one) => type.startsWith(`${one}/`))
  return media && document.createElement(media).canPlayType(type) !== '' ? media : null
}

/** A voice message or a video, played where it stands; nothing is loaded before somebody asks. */
export function Player({ file, media }: { file: Attachment; media: Media }) {
  const { t } = useTranslation()
  const src = filePath(file.id)
  const save = (
    <a
      href={src}
      download={file.name}
      aria-label={`${t('files.download')}: ${file.name}`}
      title={`${t('files.download')}: ${file.name}`}
      className="grid size-9 flex-none place-items-center rounded-[8px] text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Icon of={Download} size={16} />
    </a>
  )
  if (media === 'audio')
    return (
      <div className="flex w-72 max-w-full items-center gap-1">
        <audio controls preload="none" src={src} aria-label={t('media.voice', { name: file.name })} className="h-9 min-w-0 flex-1" />
        {save}
      </div>
    )
  return (
    <div className="flex max-w-full items-end gap-1">
      <video
        controls
        playsInline
        preload="metadata"
        src={src}
        aria-label={t('media.video', { name: file.name })}
        className="max-h-72 w-80 max-w-full min-w-0 rounded-[8px] bg-sunken"
      />
      {save}
    </div>
  )
}
