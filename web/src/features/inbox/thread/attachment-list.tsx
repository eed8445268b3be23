import { useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { FileLink } from './file-link.tsx'
import { Lightbox } from './lightbox.tsx'
import { mediaOf, Player } from './player.tsx'
import { RemoteFile } from './remote-file.tsx'

const isPicture = (file: Attachment) => file.state === 'ready' && /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type)

type Props = {
  attachments: readonly Attachment[]
  /** The mail is read as plain text: the pictures that stand in it are shown with its files. */
  withInline?: boolean
}

/** What came with a message: pictures as pictures, sound and video to be played, everything else by name. */
export function AttachmentList({ attachments, withInline = false }: Props) {
  const [shown, setShown] = useState<number | null>(null)
  const own = attachments.filter((file) => !file.inline)
  const files = withInline ? [...attachments.filter((file) => file.inline && isSeen(file) && !isAmong(own, file)), ...own] : own
  const pictures = files.filter(isPicture)
  if (files.length === 0) return null
  return (
    <div className="my-1.5 flex flex-wrap items-start gap-1.5 first:mt-0 last:mb-0">
      {pictures.map((file, at) => (
        <Thumbnail key={file.id} file={file} alone={files.length === 1} onOpen={() => setShown(at)} />
      ))}
      {files
        .filter((file) => !isPicture(file))
        .map((file) => (
          <OtherFile key={file.id} file={file} />
        ))}
      {shown !== null && <Lightbox pictures={pictures} at={shown} onMove={setShown} onClose={() => setShown(null)} />}
    </div>
  )
}

/** What only counts who opens a mail, and lines and dots of its design, are no pictures to anybody. */
const isSeen = ({ width, height }: Attachment) => width === null || height === null || (width > 8 && height > 8)

/** Some programs send a picture twice: in its place and as a file. */
const isAmong = (files: readonly Attachment[], { name, size, type }: Attachment) =>
  files.some((file) => file.name === name && file.size === size && file.type === type)

function Thumbnail({ file, alone, onOpen }: { file: Attachment; alone: boolean; onOpen: () => void }) {
  const { t } = useTranslation()
  const [isBroken, setBroken] = useState(false)
  const { width, height } = boxOf(file, alone ? 260 : 128)
  if (isBroken) return <FileLink file={file} why={t('files.noPreview')} />
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`${t('files.open')}: ${file.name}`}
      title={file.name}
      className="overflow-hidden rounded-[8px] bg-sunken"
      style={{ width, height }}
    >
      <img
        src={filePath(file.id, 'thumbnail')}
        alt={t('files.picture', { name: file.name })}
        width={width}
        height={height}
        loading="lazy"
        onError={() => setBroken(true)}
        className="size-full object-cover"
      />
    </button>
  )
}

/** Room for a picture before it is there, in its own shape, so that nothing moves when it comes. */
function boxOf(file: Attachment, most: number): { width: number; height: number } {
  if (!file.width || !file.height || most <= 128) return { width: most, height: most <= 128 ? most : most * 0.75 }
  const scale = Math.min(1, most / file.width, 300 / file.height)
  return { width: Math.max(64, Math.round(file.width * scale)), height: Math.max(64, Math.round(file.height * scale)) }
}

function OtherFile({ file }: { file: Attachment }) {
  if (file.state !== 'ready') return <RemoteFile file={file} />
  const media = mediaOf(file)
  return media ? <Player file={file} media={media} /> : <FileLink file={file} />
}
