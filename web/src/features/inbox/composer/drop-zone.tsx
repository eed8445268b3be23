import { Paperclip } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { cx } from '../../../ui/cx.ts'
import { Icon } from '../../../ui/icon.tsx'

type Props = { onFiles: (files: File[]) => void; className?: string; children: ReactNode }

/** Takes files dropped on it and says so while they hover. */
export function DropZone({ onFiles, className, children }: Props) {
  const { t } = useTranslation()
  const [isOver, setIsOver] = useState(false)
  // Entering a child leaves its parent: only as many leaves as enters mean that the files are gone.
  const depth = useRef(0)
  const step = (event: DragEvent, by: number) => {
    if (!event.dataTransfer.types.includes('Files')) return
    depth.current += by
    setIsOver(depth.current > 0)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    depth.current = 0
    setIsOver(false)
    onFiles([...event.dataTransfer.files])
  }
  return (
    <div
      onDragEnter={(event) => step(event, 1)}
      onDragLeave={(event) => step(event, -1)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
      className={cx('relative flex-none', className)}
    >
      {children}
      {isOver && (
        <p className="pointer-events-none absolute inset-0 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-tint/95 font-medium text-accent-ink">
          <span className="flex items-center gap-2">
            <Icon of={Paperclip} />
            {t('files.drop')}
          </span>
        </p>
      )}
    </div>
  )
}
