import { FileText, X } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { IconButton } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon.tsx'
import { fileSize } from '../thread/file-size.ts'
import type { Upload } from './use-uploads.ts'

type Props = { attachments: readonly Attachment[]; uploads: readonly Upload[]; onRemove: (id: string) => void }

/** What will go with the message, and what is still on its way up. */
export function AttachmentTray({ attachments, uploads, onRemove }: Props) {
  const { t, i18n } = useTranslation()
  if (attachments.length + uploads.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-2 px-3.5 pb-2">
      {attachments.map((file) => (
        <TrayItem
          key={file.id}
          name={file.name}
          hint={fileSize(file.size, i18n.language)}
          picture={file.type.startsWith('image/') ? file.id : null}
          onRemove={() => onRemove(file.id)}
        />
      ))}
      {uploads.map((one) => (
        <TrayItem
          key={one.id}
          name={one.name}
          hint={`${Math.round(one.share * 100)} %`}
          picture={null}
          share={one.share}
          label={t('files.uploading', { name: one.name })}
          onRemove={one.abort}
        />
      ))}
    </ul>
  )
}

type ItemProps = { name: string; hint: string; picture: string | null; share?: number; label?: string; onRemove: () => void }

function TrayItem({ name, hint, picture, share, label, onRemove }: ItemProps) {
  const { t } = useTranslation()
  return (
    <li className="relative flex max-w-56 items-center gap-2 overflow-hidden rounded-[8px] border border-line bg-sunken py-1 pr-1 pl-2">
      {picture ? (
        <img src={filePath(picture, 'thumbnail')} alt="" className="-ml-1 size-8 rounded-[5px] object-cover" />
      ) : (
        <Icon of={FileText} className="text-ink-3" />
      )}
      <span className="min-w-0">
        <span className="block truncate text-[13px]">{name}</span>
        <span className="block text-xs text-ink-3 tabular-nums">{hint}</span>
      </span>
      <IconButton label={t('files.remove', { name })} className="size-7" onClick={onRemove}>
        <Icon of={X} size={15} />
      </IconButton>
      {share !== undefined && (
        <progress aria-label={label} value={share} className="absolute inset-x-0 bottom-0 h-[3px] w-full accent-(--accent)" />
      )}
    </li>
  )
}
