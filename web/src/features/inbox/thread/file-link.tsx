import { Download, FileText } from 'lucide-react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { Icon } from '../../../ui/icon.tsx'
import { fileSize } from './file-size.ts'

/** A file to be downloaded, by name and size; `why` says so of one that might be expected to show itself. */
export function FileLink({ file, why }: { file: Attachment; why?: string }) {
  const { t, i18n } = useTranslation()
  return (
    <a
      href={filePath(file.id)}
      download={file.name}
      title={`${t('files.download')}: ${file.name}`}
      className="flex max-w-full min-w-48 items-center gap-2.5 rounded-[8px] border border-line bg-panel py-2 pr-3 pl-2.5 hover:bg-hover"
    >
      <Icon of={FileText} className="text-ink-3" />
      <span className="min-w-0 flex-1">
        <span className="block truncate text-[13px] font-medium">{file.name}</span>
        <span className="block text-xs text-ink-3">{fileSize(file.size, i18n.language)}</span>
        {why && <span className="block max-w-64 text-xs text-ink-2">{why}</span>}
      </span>
      <Icon of={Download} size={16} className="text-ink-3" />
    </a>
  )
}
