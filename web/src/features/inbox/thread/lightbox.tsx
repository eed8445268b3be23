import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { Dialog } from 'radix-ui'
import type { KeyboardEvent, ReactNode } from 'react'
import { useTranslation } from '../../../i18n/use-translation.ts'
import { filePath } from '../../../../../contract/file-path.ts'
import type { Attachment } from '../../../../../contract/files.ts'
import { Icon } from '../../../ui/icon.tsx'

type Props = { pictures: readonly Attachment[]; at: number; onMove: (at: number) => void; onClose: () => void }

const button = 'grid size-10 flex-none place-items-center rounded-full text-white hover:bg-white/15'

/** A picture in full; arrow keys go through those of the same message. */
export function Lightbox({ pictures, at, onMove, onClose }: Props) {
  const { t } = useTranslation()
  const picture = pictures[at]
  if (!picture) return null
  const move = (step: number) => onMove((at + step + pictures.length) % pictures.length)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') move(1)
    if (event.key === 'ArrowLeft') move(-1)
  }
  return (
    <Dialog.Root open onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-[rgb(16_18_22/.92)]" />
        <Dialog.Content aria-describedby={undefined} onKeyDown={onKeyDown} className="fixed inset-0 z-50 flex flex-col outline-none">
          <div className="flex items-center gap-2 p-3 text-white">
            <Dialog.Title className="min-w-0 flex-1 truncate pl-2 text-m font-medium">{picture.name}</Dialog.Title>
            <a
              href={filePath(picture.id)}
              download={picture.name}
              aria-label={t('files.download')}
              title={t('files.download')}
              className={button}
            >
              <Icon of={Download} />
            </a>
            <Dialog.Close aria-label={t('app.close')} title={t('app.close')} className={button}>
              <Icon of={X} />
            </Dialog.Close>
          </div>
          <div className="flex min-h-0 flex-1 items-center gap-2 px-3 pb-5">
            <Step label={t('files.previous')} shown={pictures.length > 1} onClick={() => move(-1)}>
              <Icon of={ChevronLeft} size={24} />
            </Step>
            <img
              src={filePath(picture.id)}
              alt={t('files.picture', { name: picture.name })}
              className="m-auto max-h-full min-w-0 rounded-sm object-contain"
            />
            <Step label={t('files.next')} shown={pictures.length > 1} onClick={() => move(1)}>
              <Icon of={ChevronRight} size={24} />
            </Step>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Step({ label, shown, onClick, children }: { label: string; shown: boolean; onClick: () => void; children: ReactNode }) {
  if (!shown) return null
  return (
    <button type="button" aria-label={label} title={label} onClick={onClick} className={button}>
      {children}
    </button>
  )
}
