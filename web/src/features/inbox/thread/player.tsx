import { Download } from 'lucide-react'
import { type SyntheticEvent, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { Icon } from '../../../ui/icon.tsx'
import { FileLink } from './file-link.tsx'

type Media = 'audio' | 'video'

/** Whether a file is there to be heard or watched; null for all others. */
export const mediaOf = ({ type }: Pick<Attachment, 'type'>): Media | null =>
  (['audio', 'video'] as const).find((one) => type.startsWith(`${one}/`)) ?? null

const canPlay = (media: Media, type: string) => document.createElement(media).canPlayType(type) !== ''

/** What messengers record and browsers do not play: the server has it as they do. */
const isRecorded = (type: string) => /^audio\/(amr|silk)/.test(type)

/** A voice message or a video, played where it stands once somebody asks. What this browser cannot play is to be downloaded. */
export function Player({ file, media }: { file: Attachment; media: Media }) {
  const { t } = useTranslation()
  const isMade = isRecorded(file.type)
  const [plays, setPlays] = useState(() => isMade || canPlay(media, file.type))
  if (!plays) return <FileLink file={file} why={t(`media.unplayable_${media}`)} />
  // Some kinds may be played by their name, and only their content says no.
  const onError = ({ currentTarget: { error } }: SyntheticEvent<HTMLMediaElement>) =>
    setPlays(error?.code !== MediaError.MEDIA_ERR_DECODE && error?.code !== MediaError.MEDIA_ERR_SRC_NOT_SUPPORTED)
  const shared = { controls: true, src: filePath(file.id, isMade ? 'voice' : 'original'), onError }
  if (media === 'audio')
    return (
      <div className="flex w-72 max-w-full items-center gap-1">
        <audio {...shared} preload="none" aria-label={t('media.voice', { name: file.name })} className="h-9 min-w-0 flex-1" />
        <Save file={file} />
      </div>
    )
  return (
    <div className="flex max-w-full items-end gap-1">
      <video
        {...shared}
        playsInline
        preload="metadata"
        aria-label={t('media.video', { name: file.name })}
        className="max-h-72 w-80 max-w-full min-w-0 rounded-[8px] bg-sunken"
      />
      <Save file={file} />
    </div>
  )
}

function Save({ file }: { file: Attachment }) {
  const { t } = useTranslation()
  const label = `${t('files.download')}: ${file.name}`
  return (
    <a
      href={filePath(file.id)}
      download={file.name}
      aria-label={label}
      title={label}
      className="grid size-9 flex-none place-items-center rounded-[8px] text-ink-3 hover:bg-hover hover:text-ink"
    >
      <Icon of={Download} size={16} />
    </a>
  )
}
