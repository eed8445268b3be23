import { Paperclip } from 'lucide-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/icon.tsx'

/** Takes files dropped on it and says so while they hover. */
export function DropZone({ onFiles, children }: { onFiles: (files: File[]) => void; children: ReactNode }) {
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
      className="relative flex-none px-2 pt-1 pb-[calc(8px+env(safe-area-inset-bottom))] md:px-5 md:pt-1.5 md:pb-[18px]"
    >
      {children}
      {isOver && (
        <p className="pointer-events-none absolute inset-2 grid place-items-center rounded-lg border-2 border-dashed border-accent bg-accent-tint/95 font-medium text-accent-ink md:inset-x-5">
          <span className="flex items-center gap-2">
            <Icon of={Paperclip} />
            {t('files.drop')}
          </span>
        </p>
      )}
    </div>
  )
}
